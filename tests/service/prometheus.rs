//! The real Prometheus reads the figures, with the project's own alerts: each can be asked, none rings over a service that is
//! well, and one does when it goes away.

use std::fs::{self, File};
use std::net::TcpListener;
use std::path::Path;
use std::process::{Child, Command};
use std::time::{Duration, Instant};

use serde_json::Value;
use tempfile::TempDir;

use crate::house::House;
use crate::metrics::told_at;

const SOON: Duration = Duration::from_mins(1);

/// A running Prometheus; ended when dropped.
struct Prometheus {
    child: Child,
    url: String,
    _folder: TempDir,
}

impl Prometheus {
    /// Asks this address every second, under the job name that the alerts expect.
    fn asking(figures: std::net::SocketAddr) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let free = TcpListener::bind("127.0.0.1:0").unwrap();
        let own = free.local_addr().unwrap();
        drop(free);
        let alerts = Path::new(env!("CARGO_MANIFEST_DIR")).join("deploy/prometheus/alerts.yml");
        let config = format!(
            "global: {{ scrape_interval: 1s, evaluation_interval: 1s }}\n\
             rule_files: ['{}']\n\
             scrape_configs:\n- job_name: abri\n  static_configs: [{{ targets: ['{figures}'] }}]\n",
            alerts.display()
        );
        fs::write(folder.path().join("prometheus.yml"), config).unwrap();
        let at = |name: &str| folder.path().join(name).display().to_string();
        let child = Command::new("prometheus")
            .arg(format!("--config.file={}", at("prometheus.yml")))
            .arg(format!("--storage.tsdb.path={}", at("data")))
            .arg(format!("--web.listen-address={own}"))
            .stderr(File::create(at("log")).unwrap())
            .spawn()
            .expect("prometheus is installed");
        Self {
            child,
            url: format!("http://{own}/api/v1"),
            _folder: folder,
        }
    }

    async fn get(&self, path: &str, query: &[(&str, &str)]) -> Option<Value> {
        let address = reqwest::Url::parse_with_params(&format!("{}/{path}", self.url), query);
        let answer = reqwest::get(address.unwrap()).await.ok()?;
        let said: Value = answer.json().await.ok()?;
        assert_eq!(said["status"], "success", "{said}");
        Some(said["data"].clone())
    }

    /// What an expression finds now.
    async fn asks(&self, expression: &str) -> Vec<Value> {
        let found = self.get("query", &[("query", expression)]).await;
        found.map_or_else(Vec::new, |data| data["result"].as_array().unwrap().clone())
    }

    async fn until(&self, expression: &str) {
        let begun = Instant::now();
        while self.asks(expression).await.is_empty() {
            assert!(begun.elapsed() < SOON, "never: {expression}");
            tokio::time::sleep(Duration::from_millis(200)).await;
        }
    }
}

impl Drop for Prometheus {
    fn drop(&mut self) {
        drop(self.child.kill());
        drop(self.child.wait());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_real_prometheus_understands_every_alert_and_none_rings_for_nothing() {
    let house = House::new();
    let text = house.text();
    house.write(&format!("{text}\n[metrics]\nlisten = '127.0.0.1:0'\n"));
    let server = house.serve();
    let address = told_at(&fs::read_to_string(house.file("log")).unwrap()).unwrap();
    let prometheus = Prometheus::asking(address);
    prometheus.until("up{job=\"abri\"} == 1").await;
    prometheus.until("abri_job_failures_total").await;
    // A label of ours that a scrape sets itself would be taken for another one.
    let renamed = prometheus
        .asks("{__name__=~\"abri_.*\", exported_job!=\"\"}")
        .await;
    assert!(renamed.is_empty(), "{renamed:?}");
    let jobs = prometheus
        .asks("count by (task) (abri_job_failures_total)")
        .await;
    assert_eq!(jobs.len(), abri::jobs::Job::ALL.len(), "{jobs:?}");
    // Every rule was evaluated, and what it asks is not so.
    prometheus
        .until("count_over_time(up{job=\"abri\"}[1m]) > 5")
        .await;
    let groups = prometheus.get("rules", &[]).await.unwrap();
    let rules = groups["groups"][0]["rules"].as_array().unwrap();
    assert!(rules.len() > 12, "{rules:?}");
    for rule in rules {
        assert_eq!(rule["health"], "ok", "{rule}");
        assert_eq!(rule["state"], "inactive", "{rule}");
    }
    server.stop();
    prometheus.until("ALERTS{alertname=\"AbriAway\"}").await;
}
