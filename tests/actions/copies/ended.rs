//! A copy of an appointment on its way while the appointment ends: it is cut, and no reader takes it for whole.

use std::sync::Arc;
use std::sync::atomic::Ordering;

use abri::actions::appointments::{
    Agreeing, Answer, NewRequest, agree, ask, ask_copy, finish, look, one, open, take,
};
use abri::actions::copies::{self, Originals};
use abri::actions::people::{deactivate, set_role};
use abri::actions::session::Session;
use abri::actions::{Abri, Problem, read_shown, show, stop, structures};
use abri::domain::appointment::{CopyAsk, Lasting};
use abri::domain::document::{FileType, PrintedDate};
use abri::domain::ids::AppointmentId;
use abri::domain::structure::Role;
use abri::domain::time::Span;
use futures_util::TryStreamExt;

use super::received;
use super::zip::{is_cut, large};
use crate::given::{Made, picture, vault};
use crate::people::{Colleague, hired, on_postgres, structure};
use crate::support::Service;

/// What ends it.
#[derive(Debug, Clone, Copy)]
enum Ending {
    Stopped,
    Finished,
    Deactivated,
    OtherRole,
    Suspended,
    Replaced,
    Over,
}

const ENDINGS: [Ending; 7] = [
    Ending::Stopped,
    Ending::Finished,
    Ending::Deactivated,
    Ending::OtherRole,
    Ending::Suspended,
    Ending::Replaced,
    Ending::Over,
];

async fn agrees(abri: &Abri, person: &Session, id: AppointmentId, what: Agreeing) {
    let yes = Answer {
        id: show::draw_id(),
        what,
        sentence: "Claire Morel (Le Porche) garde une copie.".into(),
        language: "fr".into(),
    };
    agree(abri, person, id, yes).await.unwrap();
}

/// A heavy paper of which a copy was agreed to.
async fn copied(abri: &Abri, claire: &Colleague) -> (Session, AppointmentId) {
    let person = vault(abri).await;
    let made = Made {
        title: "Bail",
        kind: "bail",
        file: &large(),
        file_type: FileType::Pdf,
        pages: &[(400, 560, picture())],
    };
    let paper = made.put_in(abri, &person.open).await;
    let new = NewRequest {
        purpose: "rsa".into(),
        answers: Vec::new(),
        kinds: Vec::new(),
        lasting: Lasting::TwoHours,
    };
    let id = ask(abri, &claire.session, new).await.unwrap();
    let code = one(abri, &claire.session, id).await.unwrap().code.unwrap();
    take(abri, &person.open, &code, "192.0.2.7").await.unwrap();
    agrees(abri, &person, id, Agreeing::Show(vec![paper])).await;
    open(abri, &claire.session, id).await.unwrap();
    ask_copy(abri, &claire.session, id, CopyAsk::Zip)
        .await
        .unwrap();
    agrees(abri, &person, id, Agreeing::Copy).await;
    (person, id)
}

async fn ends(
    abri: &Abri,
    people: (&Colleague, &Colleague),
    given: (&Session, AppointmentId),
    how: Ending,
) {
    let ((claire, manager), (person, id)) = (people, given);
    match how {
        Ending::Stopped => {
            stop::stop_all(abri, &person.open).await.unwrap();
        }
        Ending::Finished => finish(abri, &claire.session, id).await.unwrap(),
        Ending::Deactivated => deactivate::deactivate(abri, &manager.session, claire.id())
            .await
            .unwrap(),
        Ending::OtherRole => {
            set_role::set_role(abri, &manager.session, claire.id(), Role::Mediator)
                .await
                .unwrap();
        }
        Ending::Suspended => {
            let at = manager.session.working.as_ref().unwrap().member.structure;
            structures::open::suspend(abri, at).await.unwrap();
        }
        Ending::Replaced => agrees(abri, person, id, Agreeing::Extend).await,
        // The clock is turned by whoever calls.
        Ending::Over => {}
    }
}

async fn cut(service: Service, how: Ending) {
    let (_, mut manager) = structure(&service, "Le Porche").await;
    let claire = hired(&service, &mut manager, Role::SocialWorker, "Claire Morel").await;
    let (person, id) = copied(&service.abri, &claire).await;
    let now = service.now();
    let (abri, _folder) = service.into_parts();
    let abri = Arc::new(abri);
    let looking = look(&abri, &claire.session, id).await.unwrap();
    let paper = looking.paper(0).unwrap();
    let permit = read_shown::keep(&abri, &looking, paper).await.unwrap();
    let mut originals = Originals::default();
    originals.add(&paper.grant).unwrap();
    let (watch, asked) = (looking.watch(paper), abri.clone());
    let still = move || {
        let abri = asked.clone();
        async move { read_shown::still(&abri, &watch).await.is_ok() }
    };
    let day = PrintedDate::parse("2026-11-24").unwrap();
    let zip = copies::zip(&abri, &permit, originals, day, still).await;
    let mut zip = Box::pin(zip.unwrap());
    let mut bytes = Vec::new();
    while bytes.len() < 100_000 {
        bytes.extend_from_slice(&zip.try_next().await.unwrap().unwrap());
    }
    ends(&abri, (&claire, &manager), (&person, id), how).await;
    let span = if matches!(how, Ending::Over) {
        Span::hours(2)
    } else {
        Span::seconds(2)
    };
    now.fetch_add(span.as_millis(), Ordering::SeqCst);
    let (more, ended) = received(zip).await;
    assert!(
        more.is_empty() && matches!(ended, Err(Problem::NotFound)),
        "{how:?}: {} bytes, {ended:?}",
        more.len()
    );
    is_cut(&bytes);
}

#[tokio::test]
async fn attack_a_copy_of_an_appointment_goes_no_further_however_it_ends_on_sqlite() {
    for how in ENDINGS {
        cut(Service::open().await, how).await;
    }
}

#[tokio::test]
async fn attack_a_copy_of_an_appointment_goes_no_further_however_it_ends_on_postgres() {
    for how in ENDINGS {
        cut(on_postgres().await, how).await;
    }
}
