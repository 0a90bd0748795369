//! An appointment from the code to its end, and what both journals say of it.

use abri::actions::appointments::{
    Agreeing, What, ask_copy, asked, finish, last_time, look, of_consent, one, open, refuse_copy,
    state, take, today, waits,
};
use abri::actions::session::Session;
use abri::actions::{Abri, read_shown, reading, show, stop};
use abri::actions::{look_back, look_back::Known};
use abri::domain::appointment::{CopyAsk, CopyState, Lasting, State};
use abri::domain::ids::AppointmentId;
use abri::domain::share::Mode;
use abri::domain::time::{Moment, Span};
use futures_util::TryStreamExt as _;

use super::{PHONE, agrees, asks, claire, given, goes_on, grants, mariam, share};
use crate::given::{FILE, codes, paper};
use crate::people::on_postgres;
use crate::support::Service;

#[tokio::test]
async fn an_appointment_from_the_code_to_its_end_on_sqlite() {
    whole(Service::open().await).await;
}

#[tokio::test]
async fn an_appointment_from_the_code_to_its_end_on_postgres() {
    whole(on_postgres().await).await;
}

async fn whole(service: Service) {
    let abri = &service.abri;
    let (claire, _) = claire(&service).await;
    let desk = goes_on(abri, &claire.session).await.unwrap();
    let (person, bail) = mariam(abri).await;
    let before = (
        codes(abri, &person.open).await.len(),
        codes(abri, &desk.open).await.len(),
    );
    let (id, code) = asks(abri, &desk).await;
    assert!(!waits(abri, &person.open).await.unwrap().live);

    // Typed as people type.
    let typed = code.to_lowercase().replace('-', " ");
    assert_eq!(take(abri, &person.open, &typed, PHONE).await.unwrap(), id);
    let mine = one(abri, &desk, id).await.unwrap();
    assert_eq!((mine.state, mine.code.is_none()), (State::Read, true));
    let pending = waits(abri, &person.open).await.unwrap().pending;
    assert_eq!(pending.len(), 1);
    assert_eq!(pending[0].what, What::Request);
    let question = asked(abri, &person.open, id).await.unwrap();
    assert_eq!(question.request.name, "Claire Morel");
    assert_eq!(question.request.structure, "Le Porche");
    assert_eq!(question.request.function, "Assistante sociale");
    assert_eq!(question.request.purpose, "rsa");
    assert_eq!(question.request.lasting, Lasting::TwoHours);

    agrees(abri, &person, id, Agreeing::Show(vec![bail]))
        .await
        .unwrap();
    assert!(look(abri, &desk, id).await.is_err(), "not opened yet");
    open(abri, &desk, id).await.unwrap();
    open(abri, &desk, id).await.unwrap();
    looked(abri, &desk, id).await;
    service.pass(Span::minutes(30));
    let end = copied(abri, &desk, &person, id).await;

    // More time is two hours from now, and looking alone.
    agrees(abri, &person, id, Agreeing::Extend).await.unwrap();
    let longer = one(abri, &desk, id).await.unwrap();
    assert_eq!(longer.until.millis(), end + Span::minutes(30).as_millis());
    let looking = look(abri, &desk, id).await.unwrap();
    assert_eq!(looking.terms.mode, Mode::View);
    let active = show::active(abri, &person.open).await.unwrap();
    assert_eq!(active[0].opened, 1, "the professional has it open");
    service.pass(Span::minutes(110));
    look(abri, &desk, id).await.unwrap();

    let last = share(abri, id).await.unwrap();
    finish(abri, &desk, id).await.unwrap();
    assert!(look(abri, &desk, id).await.is_err());
    assert!(finish(abri, &desk, id).await.is_err(), "once");
    assert_eq!(grants(abri, &last).await, 0);
    assert!(show::active(abri, &person.open).await.unwrap().is_empty());
    let over = one(abri, &desk, id).await.unwrap();
    assert_eq!(over.state, State::Ended);
    assert_eq!(over.given.unwrap().person, "Mariam", "to be printed today");
    assert_eq!(today(abri, &desk).await.unwrap().len(), 1);

    both_told(abri, &person, &desk, before).await;
    // Tomorrow nothing of it is left.
    service.pass(Span::DAY);
    assert!(today(abri, &desk).await.unwrap().is_empty());
    abri::actions::sweep::sweep(abri).await.unwrap();
    let mut tx = abri.store.ephemeral.read().await.unwrap();
    let row = abri::store::appointments::find(&mut tx, id).await.unwrap();
    assert!(row.is_none());
}

/// Pages are looked at, and no more than that.
async fn looked(abri: &Abri, desk: &Session, id: AppointmentId) {
    let looking = look(abri, desk, id).await.unwrap();
    assert_eq!(
        (looking.person.as_str(), looking.papers.len()),
        ("Mariam", 1)
    );
    assert!(looking.cookie().is_none(), "the session is enough");
    let shown = looking.paper(0).unwrap();
    let permit = read_shown::look(abri, &looking, shown).await.unwrap();
    let (grant, facts) = (&shown.grant, &shown.grant.facts);
    let (key, file) = (&grant.pictures_key, &facts.pictures_file);
    reading::reads_back(abri, &permit, key, file, &facts.pages[0])
        .await
        .unwrap();
    assert!(shown.grant.key.is_none(), "pages alone");
    assert!(read_shown::keep(abri, &looking, shown).await.is_err());
}

/// A copy is refused, then agreed to in another form, and kept; the end of what is shown, milliseconds UTC.
async fn copied(abri: &Abri, desk: &Session, person: &Session, id: AppointmentId) -> i64 {
    ask_copy(abri, desk, id, CopyAsk::Zip).await.unwrap();
    let pending = waits(abri, &person.open).await.unwrap().pending;
    assert_eq!(pending[0].what, What::Copy(CopyAsk::Zip));
    refuse_copy(abri, &person.open, id).await.unwrap();
    let (_, opened, copy) = state(abri, desk, id).await.unwrap();
    assert_eq!((opened, copy), (true, Some(CopyState::Refused)));
    let small = CopyAsk::Pdf { megabytes: 2 };
    ask_copy(abri, desk, id, small).await.unwrap();
    agrees(abri, person, id, Agreeing::Copy).await.unwrap();
    let looking = look(abri, desk, id).await.unwrap();
    let shown = looking.paper(0).unwrap();
    assert_eq!(looking.terms.mode, Mode::Copy);
    let permit = read_shown::keep(abri, &looking, shown).await.unwrap();
    let (grant, facts) = (&shown.grant, &shown.grant.facts);
    let (key, file) = (grant.key.as_ref().unwrap(), facts.file.as_ref().unwrap());
    let stream = reading::original(abri, &permit, key, file, facts.bytes, || async { true })
        .await
        .unwrap();
    let pieces: Vec<_> = stream.try_collect().await.unwrap();
    assert_eq!(pieces.concat(), FILE);
    let mine = one(abri, desk, id).await.unwrap();
    let receipt = mine.given.unwrap();
    assert_eq!(receipt.person, "Mariam");
    assert_eq!(receipt.kinds, ["bulletin_salaire"]);
    assert_eq!(receipt.copy, Some(small));
    receipt.until
}

/// What stands in both journals, in order: the person's names the professional, who names nobody.
async fn both_told(abri: &Abri, person: &Session, desk: &Session, before: (usize, usize)) {
    let person_told = codes(abri, &person.open).await;
    assert_eq!(
        person_told[before.0..],
        [
            "request_read",
            "share_given",
            "share_opened",
            "share_looked",
            "copy_asked",
            "copy_refused",
            "copy_asked",
            "copy_given",
            "share_copied",
            "share_extended",
            "appointment_ended",
        ]
    );
    let own_told = codes(abri, &desk.open).await;
    assert_eq!(
        own_told[before.1..],
        ["request_made", "request_answered", "appointment_closed"]
    );
    for (open, name, there) in [
        (&desk.open, "Mariam", false),
        (&person.open, "Claire Morel", true),
    ] {
        let page = look_back::page(abri, open, None, Moment::from_millis(0));
        let page = page.await.unwrap();
        assert!(page.broken.is_none());
        let said: Vec<String> = page
            .entries
            .iter()
            .map(|entry| match &entry.known {
                Known::All(details) => serde_json::to_string(&**details).unwrap(),
                Known::Erased | Known::Damaged => panic!("unreadable"),
            })
            .collect();
        assert_eq!(said.iter().any(|one| one.contains(name)), there, "{name}");
    }
}

#[tokio::test]
async fn the_person_stops_it_and_the_last_time_comes_back_on_sqlite() {
    stopped(Service::open().await).await;
}

#[tokio::test]
async fn the_person_stops_it_and_the_last_time_comes_back_on_postgres() {
    stopped(on_postgres().await).await;
}

async fn stopped(service: Service) {
    let abri = &service.abri;
    let (claire, _) = claire(&service).await;
    let desk = &claire.session;
    let (person, shown, id) = given(abri, desk).await;
    let other = paper(abri, &person.open, "Bail").await;
    let looking = open(abri, desk, id).await.unwrap();
    let watch = looking.watch(looking.paper(0).unwrap());
    read_shown::still(abri, &watch).await.unwrap();
    let active = show::active(abri, &person.open).await.unwrap();
    assert_eq!(active.len(), 1);
    let consent = active[0].id;
    let found = of_consent(abri, &person.open, consent).await.unwrap();
    assert_eq!(found, Some(id));
    let old = share(abri, id).await.unwrap();
    stop::stop(abri, &person.open, consent).await.unwrap();
    assert!(look(abri, desk, id).await.is_err());
    assert!(read_shown::still(abri, &watch).await.is_err());
    assert_eq!(grants(abri, &old).await, 0);
    assert_eq!(state(abri, desk, id).await.unwrap().0, State::Ended);
    let end = codes(abri, &person.open).await;
    assert_eq!(end.last().unwrap(), "share_stopped");

    let (again, code) = asks(abri, desk).await;
    take(abri, &person.open, &code, PHONE).await.unwrap();
    let mut request = asked(abri, &person.open, again).await.unwrap().request;
    let ticked = last_time(abri, &person.open, &request).await.unwrap();
    assert_eq!(ticked, [shown], "and not {other}");
    request.structure = "Une autre".into();
    let none = last_time(abri, &person.open, &request).await.unwrap();
    assert!(none.is_empty(), "another structure's last time");
    let (stranger, _) = mariam(abri).await;
    request.structure = "Le Porche".into();
    let none = last_time(abri, &stranger.open, &request).await.unwrap();
    assert!(none.is_empty());
}
