//! The application of codes, where a structure wants one: it admits a new way in, and nothing else. It never
//! opens an account and never lets anybody go on.
//!
//! What it shares is sealed under the vault key; the newest half minute whose code was taken is moved by one
//! conditional statement, so that a code is taken once, whoever else brings it at the same moment.

use crate::actions::change::Change;
use crate::actions::open::Open;
use crate::actions::people::desk;
use crate::actions::session::{self, Session};
use crate::actions::{Abri, Outcome, Problem, tries, ways_in};
use crate::crypto::codes::Code;
use crate::crypto::context::Purpose;
use crate::crypto::envelope;
use crate::crypto::one_time::AppSecret;
use crate::crypto::words::Phrase;
use crate::domain::journal::{Details, Event};
use crate::domain::time::{Moment, Span};
use crate::store::code_apps::{self, CodeAppRow};
use crate::store::throttle;

/// Digits of a code.
const DIGITS: usize = 6;
/// Wrong codes in an hour, before the next must wait.
const TRIES: u64 = 10;
const WINDOW: Span = Span::hours(1);
/// A code that is not, or no longer, the right one.
const WRONG: Problem = Problem::Field("app-code-wrong");

/// An application that is being added: kept in the session until its first code is typed.
#[derive(Clone, serde::Serialize, serde::Deserialize, zeroize::ZeroizeOnDrop)]
pub struct NewApp {
    /// The shared secret, 32 letters and digits.
    letters: String,
    /// When the application was made whose place it takes, milliseconds UTC; 0 for the first one.
    after: i64,
}

/// What the pages say of somebody's application.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// The structure wants none.
    Unwanted,
    /// It wants one, and there is none yet: no way in can be added.
    Missing,
    /// There is one, since then.
    Added(Moment),
}

/// How it stands with the application of whoever is signed in.
pub async fn standing(abri: &Abri, session: &Session) -> Outcome<Standing> {
    if !wanted(session) {
        return Ok(Standing::Unwanted);
    }
    let mut tx = abri.store.durable.read().await?;
    let row = code_apps::read(&mut tx, session.open.vault).await?;
    Ok(row.map_or(Standing::Missing, |row| Standing::Added(row.made_at)))
}

fn wanted(session: &Session) -> bool {
    let working = session.working.as_ref();
    working.is_some_and(|working| working.wants_codes)
}

/// Draws what an application has to share, to be shown until its first code is typed. Somebody who has an
/// application types a code of it too.
pub async fn begin(abri: &Abri, session: &mut Session, words: &Phrase, old: &str) -> Outcome<()> {
    let standing = standing(abri, session).await?;
    if standing == Standing::Unwanted {
        return Err(Problem::NotFound);
    }
    desk::must_know(abri, session, words).await?;
    if standing != Standing::Missing {
        let asked = ask(abri, session, old).await?;
        let spent = spend_alone(abri, session, &asked).await;
        settle(abri, session, &asked, spent).await?;
    }
    let after = match standing {
        Standing::Added(made) => made.millis(),
        Standing::Unwanted | Standing::Missing => 0,
    };
    session.notes.new_app = Some(NewApp {
        letters: AppSecret::draw().letters().to_string(),
        after,
    });
    session::save(abri, session).await
}

/// What an application that is being added has to share: 32 letters and digits.
pub fn to_add(session: &Session) -> Option<&str> {
    let new = session.notes.new_app.as_ref();
    new.map(|new| new.letters.as_str())
}

/// The person types a code of the new application: it is theirs from now on, an older one is worth nothing, and
/// what they share is never shown again.
pub async fn confirm(abri: &Abri, session: &mut Session, typed: &str) -> Outcome<()> {
    let new = session.notes.new_app.as_ref().ok_or(Problem::NotFound)?;
    if !wanted(session) {
        return Err(Problem::NotFound);
    }
    let secret = AppSecret::from_letters(&new.letters).ok_or(Problem::Damaged("session"))?;
    let code = typed_code(typed)?;
    let last_step = secret.matches(&code, abri.now()).ok_or(WRONG)?;
    let open = &session.open;
    let mut change = Change::begin(abri, open, &ways_in::account(open)?).await?;
    let old = code_apps::read(change.tx(), open.vault).await?;
    // Another session was faster: its application was not proved to this one.
    if old.as_ref().map_or(0, |row| row.made_at.millis()) != new.after {
        return Err(Problem::Conflict);
    }
    let row = CodeAppRow {
        vault_id: open.vault,
        generation: open.generation,
        secret: envelope::seal(
            &open.keys.wrap,
            &open.context(Purpose::CodeApp),
            secret.expose(),
        ),
        last_step,
        made_at: change.now(),
    };
    code_apps::put(change.tx(), &row).await?;
    let event = if old.is_some() {
        Event::CodeAppChanged
    } else {
        Event::CodeAppAdded
    };
    change.tell(event, &Details::default()).await?;
    change.commit().await?;
    session.notes.new_app = None;
    session::save(abri, session).await
}

/// A code that was typed where one is asked for.
pub(super) struct Asked(Option<Code>);

/// Before a way in is added: what was typed is read, and counted as wrong until it is taken. Nothing is asked
/// where the structure wants nothing.
pub(super) async fn ask(abri: &Abri, session: &Session, typed: &str) -> Outcome<Asked> {
    match standing(abri, session).await? {
        Standing::Unwanted => return Ok(Asked(None)),
        Standing::Missing => return Err(Problem::Field("app-first")),
        Standing::Added(_) => {}
    }
    let code = typed_code(typed)?;
    tries::within(abri, &throttled(abri, session), TRIES, WINDOW).await?;
    Ok(Asked(Some(code)))
}

/// Takes the code, in the transaction of what it admits.
pub(super) async fn spend(
    abri: &Abri,
    change: &mut Change<'_>,
    open: &Open,
    asked: &Asked,
) -> Outcome<()> {
    let Some(code) = &asked.0 else {
        return Ok(());
    };
    let row = code_apps::read(change.tx(), open.vault).await?;
    let row = row.ok_or(Problem::Field("app-first"))?;
    let place = open.context(Purpose::CodeApp);
    let secret = envelope::open(&open.keys.wrap, &place, &row.secret)?;
    let secret = AppSecret::from_slice(&secret).ok_or(Problem::Damaged("code application"))?;
    let step = secret.matches(code, abri.now()).ok_or(WRONG)?;
    if code_apps::spend(change.tx(), open.vault, step).await? {
        Ok(())
    } else {
        Err(WRONG)
    }
}

/// Takes the code by itself.
async fn spend_alone(abri: &Abri, session: &Session, asked: &Asked) -> Outcome<()> {
    let open = &session.open;
    let mut change = Change::begin(abri, open, &ways_in::account(open)?).await?;
    spend(abri, &mut change, open, asked).await?;
    change.commit().await
}

/// After the code was taken or not: only a wrong one stays counted.
pub(super) async fn settle<T>(
    abri: &Abri,
    session: &Session,
    asked: &Asked,
    done: Outcome<T>,
) -> Outcome<T> {
    if asked.0.is_some() {
        let key = throttled(abri, session);
        let mut tx = abri.store.ephemeral.begin().await?;
        match &done {
            Ok(_) => throttle::clear(&mut tx, &key).await?,
            Err(Problem::Field("app-code-wrong")) => {}
            Err(_) => throttle::give_back(&mut tx, &key, abri.now()).await?,
        }
        tx.commit().await?;
    }
    done
}

fn throttled(abri: &Abri, session: &Session) -> [u8; 32] {
    let vault = session.open.vault;
    abri.keys.throttle_id("code-app", vault.as_bytes())
}

fn typed_code(typed: &str) -> Outcome<Code> {
    Code::parse(typed, DIGITS).ok_or(Problem::Field("app-code-shape"))
}
