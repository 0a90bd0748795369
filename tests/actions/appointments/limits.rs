//! How much one professional may ask, and what a person's no leaves behind.

use abri::actions::appointments::{
    ask, ask_copy, call_back, look, open, refuse, refuse_copy, state, take, today,
};
use abri::actions::people::counts::of_team;
use abri::actions::{Problem, read_shown};
use abri::domain::appointment::{CopyAsk, CopyState, Lasting, MOST_OPEN};
use abri::domain::journal::Event;
use abri::domain::quota::What;
use abri::domain::time::Span;

use super::{PHONE, asks, claire, given, rsa};
use crate::given::{told, vault};
use crate::people::{self, Colleague, on_postgres};
use crate::support::Service;

async fn today_of(service: &Service, manager: &Colleague, who: &Colleague, what: What) -> u64 {
    let all = of_team(&service.abri, &manager.session).await.unwrap();
    let of = all.get(&who.id());
    of.and_then(|all| all.iter().find(|one| one.what == what))
        .map_or(0, |one| one.today)
}

#[tokio::test]
async fn attack_only_so_many_appointments_are_open_at_once_on_sqlite() {
    many(Service::open().await).await;
}

#[tokio::test]
async fn attack_only_so_many_appointments_are_open_at_once_on_postgres() {
    many(on_postgres().await).await;
}

async fn many(service: Service) {
    let abri = &service.abri;
    let (claire, manager) = claire(&service).await;
    let mut all = Vec::new();
    for _ in 0..MOST_OPEN {
        all.push(ask(abri, &claire.session, rsa()).await.unwrap());
    }
    let refused = ask(abri, &claire.session, rsa()).await;
    assert!(matches!(refused, Err(Problem::Field("appointment-many"))));
    let counted = today_of(&service, &manager, &claire, What::Asked).await;
    assert_eq!(counted, MOST_OPEN, "what was refused counts nothing");
    call_back(abri, &claire.session, all[0]).await.unwrap();
    ask(abri, &claire.session, rsa()).await.unwrap();
    service.pass(Span::minutes(10));
    ask(abri, &claire.session, rsa()).await.unwrap();
}

#[tokio::test]
async fn attack_more_than_the_quota_of_a_day_leaves_nothing_behind_on_sqlite() {
    quota(Service::open().await).await;
}

#[tokio::test]
async fn attack_more_than_the_quota_of_a_day_leaves_nothing_behind_on_postgres() {
    quota(on_postgres().await).await;
}

async fn quota(mut service: Service) {
    service.abri.work.asked = 3;
    service.abri.work.opened = 1;
    service.abri.work.copied = 1;
    let abri = &service.abri;
    let (claire, _) = claire(&service).await;
    let desk = &claire.session;
    let (_, _, first) = given(abri, desk).await;
    let (person, _, second) = given(abri, desk).await;
    asks(abri, desk).await;
    let refused = ask(abri, desk, rsa()).await;
    assert!(matches!(refused, Err(Problem::TooMuch("quota-asked"))));
    assert_eq!(today(abri, desk).await.unwrap().len(), 3);
    let own = people::told(&service, &desk.open).await;
    let made = own.iter().filter(|code| *code == "request_made");
    assert_eq!(made.count(), 3);

    open(abri, desk, first).await.unwrap();
    let refused = open(abri, desk, second).await;
    assert!(matches!(refused, Err(Problem::TooMuch("quota-opened"))));
    assert_eq!(told(abri, &person.open, Event::ShareOpened).await, 0);
    let (_, opened, _) = state(abri, desk, second).await.unwrap();
    assert!(!opened);
    // What was opened is looked at as often as it is needed.
    open(abri, desk, first).await.unwrap();

    ask_copy(abri, desk, first, CopyAsk::Zip).await.unwrap();
    let refused = ask_copy(abri, desk, first, CopyAsk::Zip).await;
    assert!(matches!(refused, Err(Problem::TooMuch("quota-copied"))));
    let own = people::told(&service, &desk.open).await;
    let opened = own.iter().filter(|code| *code == "request_answered");
    assert_eq!(opened.count(), 1);
}

#[tokio::test]
async fn attack_a_copy_is_not_asked_for_without_end() {
    let service = Service::open().await;
    let abri = &service.abri;
    let (claire, _) = claire(&service).await;
    let desk = &claire.session;
    let (person, _, id) = given(abri, desk).await;
    open(abri, desk, id).await.unwrap();
    for _ in 0..5 {
        ask_copy(abri, desk, id, CopyAsk::Zip).await.unwrap();
        refuse_copy(abri, &person.open, id).await.unwrap();
    }
    let refused = ask_copy(abri, desk, id, CopyAsk::Zip).await;
    assert!(matches!(refused, Err(Problem::TooMuch("copy-asked-often"))));
    assert_eq!(told(abri, &person.open, Event::CopyAsked).await, 5);
}

#[tokio::test]
async fn attack_one_copy_of_everything_is_not_told_without_end() {
    let service = Service::open().await;
    let abri = &service.abri;
    let (claire, _) = claire(&service).await;
    let (person, _, id) = given(abri, &claire.session).await;
    open(abri, &claire.session, id).await.unwrap();
    let looking = look(abri, &claire.session, id).await.unwrap();
    for _ in 0..10 {
        read_shown::tell_kept(abri, &looking).await.unwrap();
    }
    let refused = read_shown::tell_kept(abri, &looking).await;
    assert!(matches!(refused, Err(Problem::TooMuch("copy-kept-often"))));
    let told = told(abri, &person.open, Event::ShareCopied).await;
    assert_eq!(told, 10 * looking.papers.len());
}

#[tokio::test]
async fn attack_a_no_is_told_and_counted_once_on_sqlite() {
    refused(Service::open().await).await;
}

#[tokio::test]
async fn attack_a_no_is_told_and_counted_once_on_postgres() {
    refused(on_postgres().await).await;
}

async fn refused(service: Service) {
    let abri = &service.abri;
    let (claire, manager) = claire(&service).await;
    let desk = &claire.session;
    let person = vault(abri).await;
    let (id, code) = asks(abri, desk).await;
    take(abri, &person.open, &code, PHONE).await.unwrap();
    refuse(abri, &person.open, id).await.unwrap();
    let twice = refuse(abri, &person.open, id).await;
    assert!(matches!(twice, Err(Problem::NotFound)));
    assert!(open(abri, desk, id).await.is_err());
    assert_eq!(told(abri, &person.open, Event::RequestRefused).await, 1);
    assert_eq!(
        today_of(&service, &manager, &claire, What::Refused).await,
        1
    );

    let (person, _, id) = given(abri, desk).await;
    open(abri, desk, id).await.unwrap();
    ask_copy(abri, desk, id, CopyAsk::Zip).await.unwrap();
    refuse_copy(abri, &person.open, id).await.unwrap();
    assert!(refuse_copy(abri, &person.open, id).await.is_err());
    assert_eq!(told(abri, &person.open, Event::CopyRefused).await, 1);
    assert_eq!(
        today_of(&service, &manager, &claire, What::Refused).await,
        2
    );
    let (_, _, copy) = state(abri, desk, id).await.unwrap();
    assert_eq!(copy, Some(CopyState::Refused));
}

#[tokio::test]
async fn attack_only_what_the_catalogue_knows_is_asked() {
    let service = Service::open().await;
    let abri = &service.abri;
    let (claire, _) = claire(&service).await;
    let mut free = rsa();
    free.purpose = "Parce que je le dis".into();
    let refused = ask(abri, &claire.session, free).await;
    assert!(matches!(
        refused,
        Err(Problem::Field("appointment-purpose"))
    ));
    for kinds in [
        vec!["journal_intime".to_owned()],
        vec!["rib".to_owned(); 21],
    ] {
        let mut asked = rsa();
        asked.kinds = kinds;
        asked.lasting = Lasting::HalfHour;
        let refused = ask(abri, &claire.session, asked).await;
        assert!(matches!(refused, Err(Problem::Field("appointment-kinds"))));
    }
    assert!(today(abri, &claire.session).await.unwrap().is_empty());
}
