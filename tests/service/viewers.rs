//! The sweep of whoever holds the cookie of a viewing, or of a request by short code: every route of
//! the service's own table, before and after the share ends; and of whoever
//! may put papers in.

use abri::web::app::routes;
use abri::web::routes::{Policy, Route};
use reqwest::StatusCode;

use crate::people::{come_in, cookie, depositor, open_link, papers};
use crate::permissions::{asked, fill};
use crate::server::Person;
use crate::setups::Setup;

const VIEWING: &str = "__Host-vu";
const ASKER: &str = "__Host-m";
const DEPOSITOR: &str = "__Host-d";
/// Places that no share of the demonstration has.
const NOWHERE: [&str; 7] = [
    "2",
    "40",
    "4294967295",
    "4294967296",
    "-1",
    "%00",
    "0%2f..%2f1",
];

/// Sweeps; how many answers were looked at.
pub async fn sweep(setup: &Setup) -> u32 {
    let (said, anybody) = (setup.server.said(), setup.server.person());
    let share = |state: &str, mode: &str| {
        let shares = said["shares"].as_array().unwrap();
        let found = shares
            .iter()
            .find(|share| share["state"] == state && share["mode"] == mode);
        found.unwrap()
    };
    let link = |share: &serde_json::Value| share["link"].as_str().unwrap().to_owned();
    let owner = come_in(&anybody, said, 0).await;
    let theirs = papers(&owner).await.remove(0);
    let sweep = Sweep {
        lost: answer(&anybody, &reqwest::Method::GET, "/nothing", "").await,
        anybody,
        theirs,
    };
    let anybody = &sweep.anybody;

    // Reading only; what it is shown is there, and nothing else.
    let reads = open_link(anybody, &link(share("open", "view")), &[])
        .await
        .unwrap();
    let reads = format!("{VIEWING}={reads}");
    assert_eq!(sweep.get("/p/papiers/0/page/1", &reads).await.0, 200);
    let mut cells = sweep.every_route(&reads, Policy::Viewer).await;
    for at in ["0", "1"] {
        cells += sweep
            .refused(&format!("/p/papiers/{at}/original"), &reads)
            .await;
    }
    // Keeping a copy: what is theirs to keep is, elsewhere nothing.
    let copy = share("open", "copy");
    let code = [("code", copy["code"].as_str().unwrap())];
    let keeps = open_link(anybody, &link(copy), &code).await.unwrap();
    let keeps = format!("{VIEWING}={keeps}");
    assert_eq!(sweep.get("/p/papiers/0/original", &keeps).await.0, 200);
    for cookie in [&reads, &keeps] {
        for at in NOWHERE {
            for rest in ["", "/page/1", "/original"] {
                let path = format!("/p/papiers/{at}{rest}");
                cells += sweep.refused(&path, cookie).await;
            }
            let path = format!("/p/papiers/0/page/{at}00");
            cells += sweep.refused(&path, cookie).await;
        }
    }
    // The cookie of a viewing is no other cookie.
    let value = reads.split_once('=').unwrap().1;
    for (path, name) in [("/papiers", "__Host-abri"), ("/m/attente", ASKER)] {
        let (status, _) = sweep.get(path, &format!("{name}={value}")).await;
        assert!(!status.is_success(), "{path}");
        cells += 1;
    }

    // One opening, spent: whoever opened it looks on, nobody opens it again.
    let single = link(share("single_opening", "view"));
    let spent = open_link(anybody, &single, &[]).await.unwrap();
    let spent = format!("{VIEWING}={spent}");
    let again = [("lien", single.as_str()), ("nom", "Claire Morel")];
    for path in ["/p", "/p/ouvrir"] {
        let answer = anybody.another().form(path, &again).await;
        assert_eq!(answer.status(), 404, "{path}");
        assert_eq!(answer.text().await.unwrap(), sweep.lost.1, "{path}");
        cells += 1;
    }
    assert_eq!(sweep.get("/p/papiers/0/page/1", &spent).await.0, 200);

    let short = share("open", "view")["short_code"].as_str().unwrap();
    cells += sweep.askers(&owner, short).await;
    // Somebody with a vault of their own is neither a reader nor a computer that asked.
    cells += signed_in(&come_in(anybody, said, 1).await, &sweep.lost).await;

    // Whoever may put papers in gets at nothing that is there.
    let puts_in = depositor(anybody, said).await.1;
    let puts_in = format!("{DEPOSITOR}={puts_in}");
    assert_eq!(sweep.get("/d/recu", &puts_in).await.0, 200);
    cells += sweep.every_route(&puts_in, Policy::Depositor).await;

    // The quick exit closes what this browser was looking at, whoever sits down next.
    let form: [(&str, &str); 0] = [];
    let left = open_link(anybody, &link(share("open", "view")), &[]).await;
    let left = format!("{VIEWING}={}", left.unwrap());
    assert_eq!(sweep.get("/p/papiers/0/page/1", &left).await.0, 200);
    let exit = anybody.ask(reqwest::Method::POST, "/quitter");
    let exit = exit.header("cookie", &left).form(&form);
    let exit = exit.send().await.unwrap();
    for name in [VIEWING, ASKER, DEPOSITOR] {
        let mut brought = exit.cookies();
        let gone = brought.any(|cookie| cookie.name() == name && cookie.value().is_empty());
        assert!(gone, "{name} stays");
    }
    cells += sweep.every_route(&left, Policy::Beneficiary).await;

    // Closed by the reader; then everything stopped by the person.
    let close = anybody.ask(reqwest::Method::POST, "/p/fermer");
    let close = close.header("cookie", &keeps).form(&form);
    assert_eq!(close.send().await.unwrap().status(), 303);
    cells += sweep.every_route(&keeps, Policy::Beneficiary).await;
    assert_eq!(owner.form("/montrer/arreter", &form).await.status(), 303);
    for cookie in [&reads, &spent, &puts_in] {
        cells += sweep.every_route(cookie, Policy::Beneficiary).await;
    }
    cells
}

/// A status, and a page or where it leads.
pub type Answer = (StatusCode, String);

pub async fn answer(person: &Person, method: &reqwest::Method, path: &str, cookie: &str) -> Answer {
    let mut request = person.ask(method.clone(), path);
    if !cookie.is_empty() {
        request = request.header("cookie", cookie);
    }
    let answer = request.send().await.unwrap();
    let location = answer.headers().get("location");
    let to = location.map(|to| to.to_str().unwrap().to_owned());
    let status = answer.status();
    // Pictures and files are no text.
    let body = String::from_utf8_lossy(&answer.bytes().await.unwrap()).into_owned();
    (status, to.unwrap_or(body))
}

/// What every route is asked with.
pub struct Sweep {
    /// Somebody without any cookie.
    pub anybody: Person,
    /// The page for what does not exist.
    pub lost: Answer,
    /// A paper of the person whose papers are shown.
    pub theirs: String,
}

impl Sweep {
    /// Looks at a page with this cookie.
    pub async fn get(&self, path: &str, cookie: &str) -> Answer {
        answer(&self.anybody, &reqwest::Method::GET, path, cookie).await
    }

    async fn refused(&self, path: &str, cookie: &str) -> u32 {
        assert_eq!(self.get(path, cookie).await, self.lost, "{path}");
        1
    }

    /// Every route with this cookie, but the one that ends it. Those of `own` are left aside: they are
    /// open to it.
    pub async fn every_route(&self, cookie: &str, own: Policy) -> u32 {
        let mut cells = 0;
        let table = routes();
        for route in table.table().filter(|route| route.path != "/p/fermer") {
            let method = asked(route.method);
            for path in self.paths(route) {
                let seen = answer(&self.anybody, &method, &path, cookie).await;
                let cell = format!("{method} {path} with {cookie}");
                assert_ne!(seen.0, 500, "{cell}");
                match route.policy {
                    Policy::Anyone | Policy::SignedOut => {}
                    Policy::Beneficiary | Policy::Renewing => {
                        assert_eq!(seen, (StatusCode::SEE_OTHER, "/entrer".into()), "{cell}");
                    }
                    Policy::Helped => {
                        let over = "/ensemble/arrete".to_owned();
                        assert_eq!(seen, (StatusCode::SEE_OTHER, over), "{cell}");
                    }
                    policy if policy == own => {}
                    Policy::Professional(_) | Policy::Mediator => {
                        let door = "/pro/entrer".to_owned();
                        assert_eq!(seen, (StatusCode::SEE_OTHER, door), "{cell}");
                    }
                    Policy::Viewer | Policy::Asker | Policy::Depositor => {
                        assert_eq!(seen, lost(&method, &self.lost), "{cell}");
                    }
                    Policy::Guichet => {
                        let over = "/guichet/fini".to_owned();
                        assert_eq!(seen, (StatusCode::SEE_OTHER, over), "{cell}");
                    }
                }
                cells += 1;
            }
        }
        cells
    }

    /// The path of a route, with an id of nobody's and with that of the person's paper.
    fn paths(&self, route: &Route) -> Vec<String> {
        let mut paths = vec![fill(route.path)];
        if route.path.contains("{id}") {
            paths.push(fill(&route.path.replace("{id}", &self.theirs)));
        }
        paths
    }

    /// Two computers ask, each with its own code: neither gets at the other's request.
    async fn askers(&self, owner: &Person, first: &str) -> u32 {
        let active = owner.get("/montrer/actifs").await.text().await.unwrap();
        let share = active.split("href=\"/montrer/").nth(1).unwrap();
        let share = format!("/montrer/{}", share.get(..32).unwrap());
        let form: [(&str, &str); 0] = [];
        let offered = owner.form(&format!("{share}/code"), &form).await;
        assert_eq!(offered.status(), 303);
        let page = owner.get(&share).await.text().await.unwrap();
        let second = page
            .split("<b dir=\"ltr\">")
            .filter_map(|rest| rest.get(..9))
            .find(|code| code.as_bytes()[4] == b'-' && code.split('-').count() == 2)
            .unwrap();
        let mut values = Vec::new();
        for code in [first, second] {
            let asked = [("code", code), ("nom", "Claire Morel")];
            let answer = self.anybody.another().form("/m", &asked).await;
            values.push(cookie(&answer, ASKER).expect("asks"));
        }
        let mut cells = 0;
        let halves: Vec<_> = values.iter().map(|value| value.split_at(32)).collect();
        let forged = [
            format!("{}{}", halves[0].0, halves[1].1),
            format!("{}{}", halves[1].0, halves[0].1),
            format!("{}{}", "0".repeat(32), halves[0].1),
            format!("{}{}", halves[0].0, "0".repeat(64)),
            halves[0].0.to_owned(),
            String::new(),
        ];
        for value in &forged {
            let cookie = format!("{ASKER}={value}");
            for (method, path) in [
                (reqwest::Method::GET, "/m/attente"),
                (reqwest::Method::POST, "/m/regarder"),
            ] {
                let seen = answer(&self.anybody, &method, path, &cookie).await;
                assert_eq!(seen, self.lost, "{path} with {value}");
                cells += 1;
            }
            cells += self.every_route(&cookie, Policy::Beneficiary).await;
        }
        // Their own is there, and still gives nothing before the person's yes.
        let cookie = format!("{ASKER}={}", values[0]);
        assert_eq!(self.get("/m/attente", &cookie).await.0, 200);
        let look = answer(
            &self.anybody,
            &reqwest::Method::POST,
            "/m/regarder",
            &cookie,
        )
        .await;
        assert_eq!(look, self.lost);
        cells + 2
    }
}

async fn signed_in(person: &Person, page: &Answer) -> u32 {
    let mut cells = 0;
    let table = routes();
    let others = table.table().filter(|route| {
        let of_others = [
            Policy::Viewer,
            Policy::Asker,
            Policy::Depositor,
            Policy::Mediator,
        ];
        of_others.contains(&route.policy)
    });
    for route in others {
        let method = asked(route.method);
        let path = fill(route.path);
        let answer = person.ask(method.clone(), &path).send().await.unwrap();
        let seen = (answer.status(), answer.text().await.unwrap());
        assert_eq!(seen, lost(&method, page), "{path}");
        cells += 1;
    }
    cells
}

/// The page for what does not exist, as an answer to this method.
fn lost(method: &reqwest::Method, page: &Answer) -> Answer {
    let (status, mut body) = page.clone();
    if method == reqwest::Method::HEAD {
        body.clear();
    }
    (status, body)
}
