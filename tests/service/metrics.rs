//! Figures for Prometheus: they move, they name nobody, and they are told where the operator said and nowhere else.

use std::collections::BTreeSet;
use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::time::{Duration, Instant};

use reqwest::header::HOST;

use crate::canaries::canaries;
use crate::house::{House, ORIGIN};
use crate::server::Server;

const SOON: Duration = Duration::from_secs(30);

/// Where a log says that figures are told.
pub fn told_at(log: &str) -> Option<SocketAddr> {
    let (_, rest) = log.split_once("figures are told address=")?;
    rest.split_once('\n')?.0.trim().parse().ok()
}

/// The log of a server that listens: it comes by a pipe, a moment after what it tells.
fn begun(server: &Server) -> String {
    let until = Instant::now() + SOON;
    while !server.log().contains("listening address=") {
        assert!(Instant::now() < until, "it does not say that it listens");
        std::thread::sleep(Duration::from_millis(10));
    }
    server.log()
}

/// What the listener answers to these bytes, until it closes.
fn said(address: SocketAddr, sent: &[u8]) -> String {
    let mut stream = TcpStream::connect(address).unwrap();
    stream.set_read_timeout(Some(SOON)).unwrap();
    // It may have closed before everything was sent.
    drop(stream.write_all(sent));
    let mut answer = Vec::new();
    drop(stream.read_to_end(&mut answer));
    String::from_utf8_lossy(&answer).into_owned()
}

fn figures(address: SocketAddr) -> String {
    let answer = said(address, b"GET /metrics HTTP/1.1\r\nhost: localhost\r\n\r\n");
    assert!(answer.starts_with("HTTP/1.1 200 "), "{answer}");
    answer
}

/// One figure, labels and all.
fn figure(text: &str, name: &str) -> f64 {
    let line = text
        .lines()
        .find_map(|line| line.strip_prefix(name)?.strip_prefix(' '));
    line.unwrap_or_else(|| panic!("no {name} in\n{text}"))
        .parse()
        .unwrap()
}

fn with_figures(more: &str) -> House {
    let house = House::new();
    let text = house.text();
    house.write(&format!(
        "{text}\n[metrics]\nlisten = '127.0.0.1:0'\n{more}"
    ));
    house
}

#[tokio::test(flavor = "multi_thread")]
async fn attack_what_goes_around_a_control_is_counted() {
    let house = with_figures("[limits]\nvaults_per_source = 1\n");
    let server = house.serve();
    let address = told_at(&std::fs::read_to_string(house.file("log")).unwrap()).unwrap();
    let ask = async |host: &str, origin: &str| {
        let answers = [
            ("place", "shared"),
            ("notice", abri::actions::notice::VERSION),
            ("given", "screen"),
            ("name", "Mariam Canari"),
        ];
        let request = server.client().post(server.url("/ouvrir"));
        let request = request.header(HOST, host).header("origin", origin);
        request.form(&answers).send().await.unwrap().status()
    };
    assert_eq!(ask("evil.example", ORIGIN).await, 403);
    assert_eq!(ask("localhost", "https://evil.example").await, 403);
    assert_eq!(ask("localhost", ORIGIN).await, 303);
    assert_eq!(ask("localhost", ORIGIN).await, 429);
    let text = figures(address);
    let counted = |why: &str| figure(&text, &format!("abri_turned_away_total{{why=\"{why}\"}}"));
    assert_eq!(counted("forged").to_bits(), 2.0_f64.to_bits());
    assert_eq!(counted("too_often").to_bits(), 1.0_f64.to_bits());
    assert!(!text.contains("Canari") && !text.contains("evil"), "{text}");
}

#[tokio::test(flavor = "multi_thread")]
async fn figures_move_with_real_requests() {
    let house = with_figures("");
    let server = house.serve();
    let address = told_at(&std::fs::read_to_string(house.file("log")).unwrap()).unwrap();
    let client = server.client();
    let get = async |path: &str| {
        let request = client.get(server.url(path)).header(HOST, "localhost");
        request.send().await.unwrap().bytes().await.unwrap().len()
    };
    let mut sent = 0;
    for _ in 0..3 {
        sent += get("/aide").await;
    }
    get("/absent").await;
    get("/papiers").await;
    let text = figures(address);
    let requests = |route: &str, status: &str| {
        let labels = format!("{{route=\"{route}\",status=\"{status}\"}}");
        figure(&text, &format!("abri_requests_total{labels}"))
    };
    assert_eq!(requests("anyone", "2xx").to_bits(), 3.0_f64.to_bits());
    assert_eq!(requests("none", "4xx").to_bits(), 1.0_f64.to_bits());
    assert_eq!(requests("person", "3xx").to_bits(), 1.0_f64.to_bits());
    assert!(figure(&text, "abri_request_seconds_count{route=\"anyone\"}") >= 3.0);
    assert!(figure(&text, "abri_sent_bytes_total") >= f64::from(u32::try_from(sent).unwrap()));
    assert!(figure(&text, "abri_connections") >= 1.0);
    assert!(figure(&text, "abri_disk_free_bytes{place=\"objects\"}") > 0.0);
    assert!(
        figure(
            &text,
            "abri_job_last_success_timestamp_seconds{task=\"sweep\"}"
        ) > 1.0e9
    );
    assert!(figure(&text, "abri_job_failures_total{task=\"sweep\"}") < 1.0);
    let [began, now, ends] = [
        "abri_certificate_begin_timestamp_seconds",
        "abri_start_timestamp_seconds",
        "abri_certificate_end_timestamp_seconds",
    ]
    .map(|name| figure(&text, name));
    assert!(
        began <= now && now + 300.0 * 86_400.0 < ends,
        "{began} {now} {ends}"
    );
    for name in [
        "abri_argon_waiting",
        "abri_argon_refused_total",
        "abri_workers_refused_total",
        "abri_store_failures_total{store=\"tables\",kind=\"unavailable\"}",
        "abri_check_findings_total",
    ] {
        assert!(figure(&text, name) < 1.0, "{name}");
    }
    server.stop();
}

#[tokio::test(flavor = "multi_thread")]
async fn no_figures_are_told_unless_asked_for() {
    let house = House::new();
    let server = house.serve();
    assert_eq!(told_at(&server.stop()), None);
}

#[test]
fn attack_figures_leave_this_machine_only_where_the_operator_says_so() {
    let house = House::new();
    let text = house.text();
    let check = |more: &str| {
        house.write(&format!("{text}\n[metrics]\n{more}\n"));
        house.run(&["config", "check"])
    };
    let refused = check("listen = '0.0.0.0:9464'");
    assert!(!refused.status.success());
    assert!(String::from_utf8_lossy(&refused.stderr).contains("metrics.listen"));
    for accepted in [
        "listen = '127.0.0.1:9464'",
        "listen = '[::1]:9464'",
        "listen = '0.0.0.0:9464'\nbeyond_this_machine = true",
    ] {
        assert!(check(accepted).status.success(), "{accepted}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn attack_figures_are_not_on_the_public_port_nor_anything_else_on_theirs() {
    let house = with_figures("");
    let server = house.serve();
    let address = told_at(&std::fs::read_to_string(house.file("log")).unwrap()).unwrap();
    let public = server.client().get(server.url("/metrics"));
    let public = public.header(HOST, "localhost").send().await.unwrap();
    assert_eq!(public.status(), 404);
    assert!(!public.text().await.unwrap().contains("abri_"));
    for line in [
        "POST /metrics HTTP/1.1",
        "HEAD /metrics HTTP/1.1",
        "OPTIONS /metrics HTTP/1.1",
        "GET / HTTP/1.1",
        "GET /aide HTTP/1.1",
        "GET /metrics/ HTTP/1.1",
        "GET /metrics/../aide HTTP/1.1",
        "GET //metrics HTTP/1.1",
    ] {
        let answer = said(
            address,
            format!("{line}\r\nhost: localhost\r\n\r\n").as_bytes(),
        );
        assert!(answer.starts_with("HTTP/1.1 404 "), "{line}: {answer}");
        assert!(answer.ends_with("\r\n\r\n"), "{line}: {answer}");
    }
    // A head that never ends, one that is too long, and more connections than it has places for.
    let long = format!(
        "GET /metrics HTTP/1.1\r\nx: {}\r\n\r\n",
        "a".repeat(64 * 1024)
    );
    assert!(!said(address, long.as_bytes()).contains("abri_"));
    let silent: Vec<_> = (0..8)
        .map(|_| TcpStream::connect(address).unwrap())
        .collect();
    for stream in &silent {
        let mut stream = stream;
        stream.write_all(b"GET /metrics HTTP/1.1\r\nx").unwrap();
    }
    for mut stream in silent {
        stream.set_read_timeout(Some(SOON)).unwrap();
        let mut answer = Vec::new();
        drop(stream.read_to_end(&mut answer));
        assert!(!String::from_utf8_lossy(&answer).contains("abri_"));
    }
    figures(address);
    server.stop();
}

#[tokio::test(flavor = "multi_thread")]
async fn attack_figures_name_nobody_and_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_abri"));
    command
        .arg("demo")
        .env("ABRI_METRICS__LISTEN", "127.0.0.1:0");
    let server = Server::start(command, folder.path());
    let someone = server.person();
    for path in ["/", "/papiers", "/p", "/pro", "/montrer/0123456789abcdef"] {
        someone.get(path).await;
    }
    let text = figures(told_at(&begun(&server)).unwrap());
    let said = server.said().to_string();
    let named = canaries(server.said());
    let named: Vec<_> = named.iter().filter(|name| text.contains(*name)).collect();
    assert!(named.is_empty(), "{named:?}");
    assert!(!text.contains(folder.path().to_str().unwrap()));
    // Every label is one of ours, none is one that a scrape sets itself (`job`, `instance`), and no value a word of what this
    // server knows.
    for line in text.lines().filter(|line| line.starts_with("abri_")) {
        let Some((_, labels)) = line.split_once('{') else {
            continue;
        };
        for label in labels.split('}').next().unwrap().split(',') {
            let name = label.split('=').next().unwrap();
            let ours = [
                "route", "status", "le", "store", "kind", "place", "task", "version", "why",
            ];
            assert!(ours.contains(&name), "{line}");
        }
    }
    assert!(said.len() > 1000, "nothing to look for");
    server.stop();
}

/// Words in a text that begin like a figure of ours.
fn names(text: &str) -> BTreeSet<&str> {
    text.split(|c: char| !c.is_ascii_alphanumeric() && c != '_')
        .filter(|word| word.starts_with("abri_"))
        .collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn the_dashboard_and_the_alerts_ask_for_figures_that_exist() {
    let house = with_figures("");
    let server = house.serve();
    let address = told_at(&std::fs::read_to_string(house.file("log")).unwrap()).unwrap();
    let aide = server.client().get(server.url("/aide"));
    aide.header(HOST, "localhost").send().await.unwrap();
    let text = figures(address);
    let told = names(&text);
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("deploy");
    for (file, least) in [("grafana/abri.json", 20), ("prometheus/alerts.yml", 12)] {
        let asked = std::fs::read_to_string(root.join(file)).unwrap();
        let asked = names(&asked);
        assert!(asked.len() >= least, "{file} asks for {}", asked.len());
        let absent: Vec<_> = asked.difference(&told).collect();
        assert!(absent.is_empty(), "{file} asks for {absent:?}");
    }
    let alerts = std::fs::read_to_string(root.join("prometheus/alerts.yml")).unwrap();
    let each = |what: &str| alerts.matches(what).count();
    assert_eq!(each("- alert: "), each("          action: "));
    let board = std::fs::read_to_string(root.join("grafana/abri.json")).unwrap();
    let board: serde_json::Value = serde_json::from_str(&board).unwrap();
    assert!(board["panels"].as_array().unwrap().len() >= 12);
    server.stop();
}

#[tokio::test(flavor = "multi_thread")]
async fn attack_the_log_names_nobody() {
    let folder = tempfile::tempdir().unwrap();
    let server = Server::demo(folder.path(), &[]);
    let someone = server.person();
    let before = begun(&server);
    let known = server.said()["people"][0]["identifier"].as_str().unwrap();
    let sign_in = [("identifier", known), ("words", "zanzibar quetzal")];
    for path in ["/entrer", "/entrer/mots", "/p/ouvrir", "/zanzibar"] {
        let form = someone.ask(reqwest::Method::POST, path).form(&sign_in);
        form.header("cookie", "s=zanzibar").send().await.unwrap();
    }
    for path in ["/papiers?q=zanzibar", "/zanzibar", "/p#zanzibar"] {
        let look = someone.ask(reqwest::Method::GET, path);
        let look = look
            .header("user-agent", "zanzibar")
            .header("x-forwarded-for", "203.0.113.77");
        look.send().await.unwrap();
    }
    // No line for a request, well answered or refused.
    assert_eq!(server.log(), before);
    let named = canaries(server.said());
    let log = server.stop();
    let found: Vec<_> = named.iter().filter(|name| log.contains(*name)).collect();
    assert!(found.is_empty(), "{found:?}");
    for never in ["zanzibar", "203.0.113.77", "/papiers", "/entrer"] {
        assert!(!log.contains(never), "{never} in\n{log}");
    }
}
