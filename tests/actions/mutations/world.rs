//! A service with something in every table: what is alive, and what has ended and must stay so.

use abri::actions::appointments::{self, Agreeing, ask_copy, finish, take};
use abri::actions::certificates::{self, Kind};
use abri::actions::checkpoints::append::append;
use abri::actions::checkpoints::read::newest;
use abri::actions::deposits::{
    self, DepositorCookie, NewInvitation, accept_number, begin_mediation, enter, invite_mediator,
};
use abri::actions::people::{deactivate, help, invite};
use abri::actions::read_shown::{self, Looking, Opening};
use abri::actions::remove_paper::{destroy_now, remove};
use abri::actions::session::{self, Session};
use abri::actions::sign_in::{Way, sign_in};
use abri::actions::structures::codes;
use abri::actions::{Abri, short_code, stop, ways_in};
use abri::crypto::crockford;
use abri::crypto::secrets::Secret;
use abri::domain::appointment::CopyAsk;
use abri::domain::ids::{AppointmentId, ConsentId, DocumentId, UploadId};
use abri::domain::person::Identifier;
use abri::domain::share::Openings;
use abri::domain::slot::{Place, SlotKind};
use abri::domain::structure::Role;
use abri::domain::time::Span;

use super::change::{Change, Sources};
use super::help::{Cast, Helped};
use super::messages;
use super::objects::{self, Objects};
use super::random::Random;
use super::sees::Seen;
use super::tables::{Rows, Tables};
use crate::appointments::{PHONE, agrees, asks};
use crate::flipped_deposits::Deposits;
use crate::given::{agree, claire, newcomer, opening, paper, sent_again, wish};
use crate::hook::Hook;
use crate::people::code_app::adds_app;
use crate::people::{Colleague, hired, invited, structure};
use crate::support::Service;

pub const HERE: &str = "192.0.2.1";
pub const NAME: &str = "mariam.d";
pub const HOLDER: [u8; 16] = [9; 16];

/// What has ended: each of them is refused, and stays refused.
pub struct Ended {
    pub session: Secret,
    pub share: Opening,
    pub viewing: Secret,
    pub spent: Opening,
    pub code: String,
    pub link: DepositorCookie,
    pub phone: (Secret, String),
    pub paper: DocumentId,
    pub appointment: AppointmentId,
    pub colleague: Colleague,
    pub invitation: Secret,
    pub number: String,
}

/// Everything that somebody holds.
pub struct World {
    pub service: Service,
    pub hook: Hook,
    tables: Tables,
    pub mariam: Session,
    pub phone: Secret,
    pub code: String,
    pub card: ([u8; 32], Secret, String),
    pub words: String,
    pub rescue: Secret,
    pub papers: Vec<DocumentId>,
    pub share: ConsentId,
    pub link: Opening,
    pub looking: Looking,
    pub accepted: (Secret, [u8; 32]),
    pub upload: UploadId,
    pub deposits: Deposits,
    pub yacine: Session,
    pub nadia: Colleague,
    pub worker: Colleague,
    pub paul: Colleague,
    pub invitation: Secret,
    pub asked: AppointmentId,
    pub shown: AppointmentId,
    pub ended: Ended,
    pub noted: String,
    pub helped: Helped,
    rows: Rows,
    older: Vec<Rows>,
    objects: Objects,
    older_objects: Vec<Objects>,
    touched: std::sync::Mutex<Vec<String>>,
}

/// As one that an authority gave.
async fn a_certificate(abri: &Abri) {
    let until = abri.now() + Span::days(90);
    certificates::keep(abri, Kind::Certificate, "abri.test", b"in PEM", until)
        .await
        .unwrap();
}

fn drawn(session: &Session) -> String {
    session.notes.drawn.last().unwrap().text.clone()
}

async fn stopped_link(abri: &Abri, session: &Session) -> DepositorCookie {
    let id = deposits::draw_id();
    let wish = NewInvitation {
        id,
        name: "Paul".into(),
        days: 3,
        papers: 4,
        sentence: String::new(),
        language: "fr".into(),
    };
    deposits::invite(abri, session, wish).await.unwrap();
    let one = deposits::one(abri, &session.open, id).await.unwrap();
    let cookie = enter(abri, &one.link.text, HERE).await.unwrap();
    deposits::stop(abri, &session.open, id).await.unwrap();
    cookie
}

/// Somebody sees a share that is stopped afterwards, and one that opens once.
async fn shares_over(
    abri: &Abri,
    session: &Session,
    papers: &[DocumentId],
) -> (Opening, Secret, Opening) {
    let id = agree(abri, session, wish(papers)).await;
    let share = opening(abri, &session.open, id).await;
    let looking = read_shown::open(abri, &share).await.unwrap();
    let viewing = looking.cookie().unwrap().duplicate();
    let mut once = wish(papers);
    once.openings = Openings::Once;
    let once = agree(abri, session, once).await;
    let spent = opening(abri, &session.open, once).await;
    read_shown::open(abri, &spent).await.unwrap();
    stop::stop(abri, &session.open, id).await.unwrap();
    (share, viewing, spent)
}

impl World {
    #[expect(clippy::too_many_lines, reason = "one story, told in its order")]
    pub async fn set(mut service: Service, tables: Tables) -> Self {
        let hook = messages::offered(&mut service).await;
        a_certificate(&service.abri).await;
        let abri = &service.abri;
        let (mut older, mut older_objects) = (Vec::new(), Vec::new());
        macro_rules! later {
            () => {
                append(abri, &HOLDER).await.unwrap();
                older.push(tables.rows().await);
                older_objects.push(objects::all(abri).await);
                service.pass(Span::seconds(5));
            };
        }
        let (mut mariam, phone) = newcomer(abri).await;
        let (phone, code) = (phone.unwrap(), drawn(&mariam));
        messages::asked_for(&service, &hook, &mut mariam, &code).await;
        let (mut yacine, _) = newcomer(abri).await;
        let code_of_yacine = drawn(&yacine);
        let theirs = paper(abri, &yacine.open, "Contrat").await;
        agree(abri, &yacine, wish(&[theirs])).await;
        ways_in::make_card(abri, &mut mariam).await.unwrap();
        let card_code = drawn(&mariam);
        accept_number(abri, &mariam.open).await.unwrap();
        let number = deposits::number(abri, &mariam.open).await.unwrap();
        let number = number.unwrap().text.to_string();
        later!();
        deposits::renew_number(abri, &mariam.open).await.unwrap();
        ways_in::make_rescue_code(abri, &mut mariam).await.unwrap();
        let rescue = crockford::parse_rescue_code(&drawn(&mariam)).unwrap();
        let name = Identifier::parse(NAME).unwrap();
        ways_in::choose_words(abri, &mut mariam, &name)
            .await
            .unwrap();
        let words = drawn(&mariam);
        let second = ways_in::add_device(abri, &mut mariam).await.unwrap();
        let second_code = drawn(&mariam);
        let way = Way::held(SlotKind::Device, second.duplicate(), &second_code).unwrap();
        let visit = sign_in(abri, way, Place::Own, HERE).await.unwrap();
        later!();
        let second_id = visit.notes.slot_id;
        session::end(abri, visit.cookie()).await.unwrap();
        ways_in::remove(abri, &mut mariam, &second_id)
            .await
            .unwrap();
        let all = ways_in::all(abri, &mariam.open).await.unwrap();
        let card = all.iter().find(|row| row.kind == SlotKind::Card).unwrap();
        let card_number = ways_in::card_number(&mariam.open, card).unwrap();
        let card_secret = crockford::parse_rescue_code(&card_number).unwrap();

        let mut papers = Vec::new();
        for title in ["Bail", "Fiche de paie", "Avis", "Attestation"] {
            papers.push(paper(abri, &mariam.open, title).await);
        }
        let share = agree(abri, &mariam, wish(&papers[..2])).await;
        let link = opening(abri, &mariam.open, share).await;
        let looking = read_shown::open(abri, &link).await.unwrap();
        let (over, viewing, spent) = shares_over(abri, &mariam, &papers[..1]).await;
        later!();
        remove(abri, &mariam.open, papers[2]).await.unwrap();
        let destroyed = papers.remove(3);
        remove(abri, &mariam.open, destroyed).await.unwrap();
        later!();
        destroy_now(abri, &mariam.open, destroyed).await.unwrap();
        let mut asked_by = Vec::new();
        for _ in 0..2 {
            let offered = short_code::offer(abri, &mariam.open, share).await.unwrap();
            let asking = short_code::ask(abri, &offered.code, &claire(), HERE).await;
            asked_by.push((asking.unwrap(), offered.code));
        }
        let (accepted, used) = asked_by.remove(0);
        short_code::answer(abri, &mariam.open, &accepted.1, true)
            .await
            .unwrap();
        let upload = sent_again(abri, &mariam).await;
        // Wrong tries leave their numbers.
        let wrong = Way::words(NAME, "mot mot mot mot mot").unwrap();
        assert!(sign_in(abri, wrong, Place::Own, HERE).await.is_err());
        let other = if card_code == "123456" {
            "654321"
        } else {
            "123456"
        };
        let wrong = Way::held(SlotKind::Card, card_secret.duplicate(), other).unwrap();
        assert!(sign_in(abri, wrong, Place::Own, HERE).await.is_err());
        let way = Way::held(SlotKind::Device, phone.duplicate(), &code).unwrap();
        sign_in(abri, way, Place::Own, HERE).await.unwrap();
        let deposits = Deposits::new(abri, &mariam).await;
        let stopped = stopped_link(abri, &mariam).await;
        later!();

        let (structure, mut nadia) = structure(&service, "Le Porche").await;
        let worker = hired(&service, &mut nadia, Role::SocialWorker, "Claire Morel").await;
        let paul = hired(&service, &mut nadia, Role::Mediator, "Paul Ferrand").await;
        let gone = hired(&service, &mut nadia, Role::SocialWorker, "Ines").await;
        let withdrawn = invited(&service, &mut nadia, Role::Mediator).await;
        later!();
        deactivate::deactivate(abri, &nadia.session, gone.id())
            .await
            .unwrap();
        let invitation = invited(&service, &mut nadia, Role::Manager).await;
        let id = abri::crypto::lookups::id(abri::crypto::lookups::Kind::Join, withdrawn.expose());
        invite::withdraw(abri, &mut nadia.session, &id)
            .await
            .unwrap();
        help::open(abri, &nadia.session, worker.id()).await.unwrap();
        let mut cast = Cast {
            structure,
            nadia: &nadia,
            worker: &worker,
            paul: &paul,
            mariam: &mut mariam,
            yacine: &mut yacine,
            codes: [&code, &code_of_yacine],
        };
        let helped = Helped::begin(&service, &mut cast).await;
        later!();
        helped.end(&service, &cast).await;
        codes::want(abri, structure).await.unwrap();
        nadia.session = nadia.goes_on(&service).await.unwrap();
        adds_app(&service, &mut nadia, "").await;
        let words_for_paul = ("Je laisse un médiateur déposer.".into(), "fr".into());
        let right = deposits::draw_id();
        let said = invite_mediator(abri, &mariam, right, words_for_paul).await;
        begin_mediation(abri, &paul.session, &said.unwrap().code, HERE)
            .await
            .unwrap();
        let mut three = Vec::new();
        for _ in 0..3 {
            let (id, code) = asks(abri, &worker.session).await;
            take(abri, &mariam.open, &code, PHONE).await.unwrap();
            three.push(id);
        }
        for id in &three[..2] {
            agrees(abri, &mariam, *id, Agreeing::Show(vec![papers[0]]))
                .await
                .unwrap();
            appointments::open(abri, &worker.session, *id)
                .await
                .unwrap();
        }
        asks(abri, &worker.session).await;
        ask_copy(abri, &worker.session, three[0], CopyAsk::Zip)
            .await
            .unwrap();
        later!();
        finish(abri, &worker.session, three[1]).await.unwrap();
        append(abri, &HOLDER).await.unwrap();
        let noted = newest(abri).await.unwrap().0;

        tables.keep().await;
        Self {
            rows: tables.rows().await,
            objects: objects::all(abri).await,
            ended: Ended {
                session: visit.cookie().duplicate(),
                share: over,
                viewing,
                spent,
                code: used,
                link: stopped,
                phone: (second, second_code),
                paper: destroyed,
                appointment: three[1],
                colleague: gone,
                invitation: withdrawn,
                number,
            },
            asked: three[2],
            shown: three[0],
            card: (card.id, card_secret, card_code),
            accepted,
            tables,
            mariam,
            phone,
            code,
            words,
            rescue,
            papers,
            share,
            link,
            looking,
            upload,
            deposits,
            yacine,
            nadia,
            worker,
            paul,
            invitation,
            noted,
            helped,
            older,
            older_objects,
            touched: std::sync::Mutex::default(),
            hook,
            service,
        }
    }

    /// Every table holds something, and everything that must open opens.
    pub fn is_rich(&self, seen: &Seen) {
        let empty: Vec<_> = self
            .rows
            .iter()
            .filter(|(_, rows)| rows.is_empty())
            .map(|(table, _)| table.split_once('.').unwrap().1)
            .collect();
        // A note of work that is over in a moment; alarms and counts of other days.
        assert_eq!(empty, ["intents", "work_alarms"], "tables without a row");
        for (what, seen) in seen {
            let over = what.starts_with("over ");
            assert_eq!(over, seen.is_err(), "{what}: {seen:?}");
            if what.starts_with("told ") {
                assert_eq!(seen.as_deref(), Ok(""), "{what}");
            }
        }
    }

    pub fn change(&self, random: &mut Random) -> Option<Change> {
        let sources = Sources {
            tables: &self.tables,
            rows: &self.rows,
            older: &self.older,
            objects: &self.objects,
            older_objects: &self.older_objects,
        };
        sources.draw(random)
    }

    /// Makes a change; `false` where the table refuses it.
    pub async fn make(&self, change: &Change) -> bool {
        match change {
            Change::Rows {
                table, old, new, ..
            } => self.tables.write(table, old, new).await,
            Change::Objects { to, .. } => {
                for (name, bytes) in to {
                    self.touched.lock().unwrap().push(name.clone());
                    objects::write(&self.service.abri, name, bytes.as_deref()).await;
                }
                true
            }
        }
    }

    pub async fn put_back(&self) {
        self.tables.put_back().await;
        let touched = std::mem::take(&mut *self.touched.lock().unwrap());
        objects::put_back(&self.service.abri, &self.objects, &touched).await;
    }
}
