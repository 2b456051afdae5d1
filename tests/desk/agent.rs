//! Keys that live in ssh-agent: the real one, with keys made for the test.
#![cfg(unix)]

use crate::case::{Ran, TestCase};
use crate::programs::{printed, there};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};

/// An ssh-agent of its own, which ends with the test.
struct Agent {
    child: Child,
    socket: PathBuf,
}

impl Agent {
    fn start(case: &TestCase) -> Option<Self> {
        if !there("ssh-agent", "true", "openssh-client") {
            return None;
        }
        let socket = case.path("agent");
        let mut command = Command::new("ssh-agent");
        let child = command.arg("-D").arg("-a").arg(&socket).stdout(Stdio::null()).spawn().unwrap();
        for _ in 0..200 {
            if socket.exists() {
                break;
            }
            std::thread::sleep(std::time::Duration::from_millis(20));
        }
        Some(Self { child, socket })
    }

    /// Makes a key and gives it to the agent; the file of the secret is gone then.
    fn hold(&self, case: &TestCase, name: &str, kind: &str) -> String {
        let file = case.path(name);
        printed(Command::new("ssh-keygen").args(["-q", "-t", kind, "-N", "", "-C", name, "-f"]).arg(&file));
        self.add(&[file.as_os_str()]);
        let shown = printed(Command::new("ssh-keygen").arg("-lf").arg(file.with_extension("pub")));
        std::fs::remove_file(file).unwrap();
        shown.split(' ').nth(1).unwrap().to_string()
    }

    fn add(&self, args: &[&std::ffi::OsStr]) {
        let added = Command::new("ssh-add").args(args).env("SSH_AUTH_SOCK", &self.socket).output().unwrap();
        assert!(added.status.success(), "{added:?}");
    }

    fn run(&self, case: &TestCase, line: &str) -> Ran {
        case.run_with_env(line, "SSH_AUTH_SOCK", &self.socket)
    }
}

impl Drop for Agent {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[test]
fn a_key_in_ssh_agent_signs_and_is_stored_nowhere_else() {
    let case = TestCase::river();
    let Some(agent) = Agent::start(&case) else { return };
    agent.run(&case, "key use-agent").refused().says("it holds no Ed25519 key");
    agent.hold(&case, "an-rsa-key", "rsa");
    agent.run(&case, "key use-agent").refused().says("it holds no Ed25519 key");
    let print = agent.hold(&case, "ana", "ed25519");
    agent.run(&case, "key use-agent").done().prints(&print).prints("in ssh-agent").prints("continues as tickmark/");
    assert!(!case.path(".config/tickmark/keys/ana.pem").exists());
    agent.run(&case, "check share confirmed").done();
    case.check_ledger();
    assert_eq!(case.json("key show")["fingerprint"], print.as_str());
    // Whoever has only the file verifies it, and OpenSSL agrees that the key in the log signed.
    case.run("verify").done().prints("ended and continues as");
    // Without the agent nothing is recorded, and nothing is left half-written.
    case.run("note share 'nobody signs'").refused().says("ssh-agent: it does not run").says("ssh-add");
    agent.add(&["-D".as_ref()]);
    agent.run(&case, "note share 'nobody signs'").refused().says("it refused");
    case.check_ledger();
    assert!(!case.run("log").done().out().contains("nobody signs"));
}

#[test]
fn a_first_key_may_live_in_ssh_agent_and_one_of_several_is_named() {
    let case = TestCase::without_casebook();
    let Some(agent) = Agent::start(&case) else { return };
    let one = agent.hold(&case, "one", "ed25519");
    agent.hold(&case, "two", "ed25519");
    agent.run(&case, "key use-agent").refused().says("say which key: ").says(&one);
    agent.run(&case, "key use-agent three").refused().says("it holds no such Ed25519 key");
    agent.run(&case, "key use-agent two").done();
    agent.run(&case, &format!("key use-agent {one}")).done().prints(&one);
    agent.run(&case, "init").done();
    agent.run(&case, "source add --title 'A letter' --tier primary").done();
    let own = case.json("key show");
    assert_eq!((own["logs"].as_array().unwrap().len(), own["agent"].as_bool()), (1, Some(true)));
    agent.run(&case, "key rotate").done().prints("continues as");
    assert_eq!(case.json("key show")["agent"], false);
    case.run("note nothing x").refused();
    case.check_ledger();
}

#[test]
fn nothing_is_sealed_to_a_key_that_only_signs() {
    let case = TestCase::informed();
    case.run("source add --title 'By ben' --tier primary --as ben").done();
    let Some(agent) = Agent::start(&case) else { return };
    agent.hold(&case, "ana", "ed25519");
    agent.run(&case, "key use-agent").done();
    case.write("second.txt", "A second letter.\n");
    agent.run(&case, "capture second.txt --source informant").refused().says("can sign but not decrypt");
    agent.run(&case, "capture second.txt --source informant --confidential --open-to ben").done();
    // What was sealed to the key before is still opened by it.
    let first = case.json("capture --list --reveal")[0]["id"].as_str().unwrap().to_string();
    agent.run(&case, &format!("capture --extract {first} --to again.txt --reveal")).done();
}
