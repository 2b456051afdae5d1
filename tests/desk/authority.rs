//! A timestamp authority for the tests, made with `openssl` in a folder of its own.

use crate::programs::{printed, said};
use std::path::{Path, PathBuf};
use std::process::Command;

/// How an authority differs from a good one.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Made {
    Well,
    /// With an elliptic curve in the place of RSA.
    WithCurve,
    /// Its certificate is for timestamps among other things.
    ForServersToo,
    /// Its certificate does not insist that it is for timestamps alone.
    NotCritical,
    /// Its certificate says nothing of what it is for.
    ForNothing,
    /// Its certificate ran out before anything was stamped.
    Expired,
    /// The root above its certificate ran out.
    UnderExpiredRoot,
}

/// An authority: a root, and a certificate for timestamps under it.
pub struct Authority {
    folder: PathBuf,
    made: Made,
}

impl Authority {
    /// Makes an authority in a folder that does not exist yet.
    pub fn in_folder(folder: PathBuf, made: Made) -> Self {
        std::fs::create_dir(&folder).unwrap();
        let authority = Self { folder, made };
        std::fs::write(authority.path("openssl.cnf"), authority.settings()).unwrap();
        std::fs::write(authority.path("serial"), "01").unwrap();
        std::fs::write(authority.path("index"), "").unwrap();
        std::fs::write(authority.path("ca-serial"), "1000").unwrap();
        authority.openssl(
            "req -newkey rsa:2048 -nodes -keyout ca.key -out ca.csr -config openssl.cnf -subj /CN=Altona-Root",
        );
        let key = if made == Made::WithCurve { "ec -pkeyopt ec_paramgen_curve:P-384" } else { "rsa:2048" };
        authority.openssl(&format!(
            "req -newkey {key} -nodes -keyout tsa.key -out tsa.csr -config openssl.cnf -subj /CN=Altona-Timestamps"
        ));
        authority.certify("ca", "-selfsign -keyfile ca.key -extensions root", made != Made::UnderExpiredRoot);
        authority.certify("tsa", "-cert ca.pem -keyfile ca.key -extensions stamps", made != Made::Expired);
        authority
    }

    fn certify(&self, name: &str, how: &str, lasting: bool) {
        let end = if lasting { "20991231000000Z" } else { "20200201000000Z" };
        self.openssl(&format!(
            "ca -batch -notext -config openssl.cnf -in {name}.csr -out {name}.pem \
             -startdate 20200101000000Z -enddate {end} {how}"
        ));
    }

    fn settings(&self) -> String {
        let purposes = match self.made {
            Made::ForServersToo => "extendedKeyUsage = critical,timeStamping,serverAuth",
            Made::NotCritical => "extendedKeyUsage = timeStamping",
            Made::ForNothing => "",
            _ => "extendedKeyUsage = critical,timeStamping",
        };
        format!(
            "[req]\ndistinguished_name = name\n[name]\n\
             [root]\nbasicConstraints = critical,CA:true\nkeyUsage = critical,keyCertSign,cRLSign\nsubjectKeyIdentifier = hash\n\
             [stamps]\nbasicConstraints = CA:false\nkeyUsage = critical,digitalSignature\n{purposes}\n\
             subjectKeyIdentifier = hash\nauthorityKeyIdentifier = keyid\n\
             [ca]\ndefault_ca = own\n[own]\ndatabase = index\nserial = ca-serial\nnew_certs_dir = .\n\
             default_md = sha256\npolicy = any\n[any]\ncommonName = supplied\n\
             [tsa]\ndefault_tsa = stamp\n[stamp]\nserial = serial\nsigner_cert = tsa.pem\nsigner_key = tsa.key\ncerts = ca.pem\n\
             signer_digest = sha256\ndefault_policy = 1.2.3.4.1\ndigests = sha256\naccuracy = secs:1\ness_cert_id_chain = no\n"
        )
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.join(name)
    }

    fn openssl(&self, line: &str) {
        printed(&mut self.command(line));
    }

    fn command(&self, line: &str) -> Command {
        let mut command = Command::new("openssl");
        command.args(line.split_whitespace()).current_dir(&self.folder);
        command
    }

    /// Answers a request.
    pub fn reply(&self, request: &Path, reply: &Path) {
        let line = "ts -reply -config openssl.cnf -queryfile";
        printed(self.command(line).arg(request).arg("-out").arg(reply));
    }

    /// Answers a request with a refusal.
    pub fn refuse(&self, request: &Path, reply: &Path) {
        let line = "ts -reply -config openssl.cnf -queryfile";
        self.command(line).arg(request).arg("-out").arg(reply).output().unwrap();
        assert!(reply.exists());
    }

    /// Signs what another authority states in a reply; `openssl ts` itself would refuse to with a bad certificate.
    pub fn state_the_same(&self, reply: &Path, token: &Path) {
        printed(self.command("ts -reply -config openssl.cnf -token_out -out other.tst -in").arg(reply));
        printed(&mut self.command("cms -verify -noverify -inform DER -in other.tst -out stated"));
        let kind = "1.2.840.113549.1.9.16.1.4";
        let line = format!("cms -sign -in stated -binary -nodetach -econtent_type {kind} -cades -md sha256");
        let line = format!("{line} -signer tsa.pem -inkey tsa.key -certfile ca.pem -outform DER -out");
        printed(self.command(&line).arg(token));
    }

    /// What `openssl` says of a reply, or of a bare token, to whoever trusts this authority.
    pub fn accepts(&self, data: &Path, reply: &Path) -> bool {
        let bare = if reply.extension().is_some_and(|ending| ending == "tst") { "-token_in" } else { "" };
        let mut verify = self.command(&format!("ts -verify {bare} -CAfile ca.pem -data"));
        verify.arg(data).arg("-in").arg(reply);
        let output = verify.output().unwrap();
        assert_eq!(output.status.success(), said(&output).contains("Verification: OK"), "{}", said(&output));
        output.status.success()
    }
}
