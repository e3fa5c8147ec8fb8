//! One account of the system, several colleagues: PINs tell them apart.

use super::host::Host;
use duban::api::{Answer, Request};
use duban::link::{Attach, Trouble, attach};
use std::io::Write;
use std::process::Stdio;

fn pin(host: &Host, login: &str, pin: &str, env: &[(&str, &str)]) -> bool {
    let socket = host.socket();
    let mut command = host.place.command(&["--socket", socket.to_str().unwrap(), "member", "pin", login]);
    command.env_remove("DUBAN_TODAY").envs(env.iter().copied());
    let mut child =
        command.stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
    writeln!(child.stdin.take().unwrap(), "{pin}").unwrap();
    child.wait().unwrap().success()
}

#[test]
fn a_shared_account_is_split_by_pins() {
    let _alone = crate::alone();
    let host = Host::new(3, false);
    let seat = host.seat();
    let Answer::Hello(hello) = seat.ask(Request::Hello) else { panic!("no hello") };
    let founder = hello.login;
    let socket = host.socket();
    let run = |args: &[&str]| {
        let args: Vec<&str> = ["--socket", socket.to_str().unwrap()].iter().chain(args).copied().collect();
        let mut command = host.place.command(&args);
        command.env_remove("DUBAN_TODAY").output().unwrap().status.code()
    };
    // Alone at his account nobody is asked for anything; a PIN of one's own is set by oneself.
    assert!(!pin(&host, &founder, "12", &[]), "too short");
    assert!(pin(&host, &founder, "135790", &[]));
    assert_eq!(run(&["member", "add", "wang", "--name", "王某", "--account", &founder]), Some(0));
    assert_eq!(run(&["status"]), Some(4), "now several share it");
    let as_founder = [("DUBAN_MEMBER", founder.as_str()), ("DUBAN_PIN", "135790")];
    assert!(pin(&host, "wang", "2468", &as_founder), "who keeps the members sets another's");
    let claim = |member: &str, pin: &str| {
        let how = Attach { login: member.into(), pin: Some(pin.into()), ..host.how() };
        attach(&how)
    };
    let wang = claim("wang", "2468").unwrap();
    let Answer::Hello(hello) = wang.ask(Request::Hello) else { panic!("no hello") };
    assert_eq!((hello.member.as_str(), hello.login.as_str()), ("王某", "wang"));
    assert!(
        matches!(claim(&founder, "2468"), Err(Trouble::WhoAreYou { wrong: true, .. })),
        "not by another's"
    );
    assert!(matches!(claim("somebody", "2468"), Err(Trouble::WhoAreYou { wrong: false, .. })));
    // Five tries, then it must be waited, even with the right one; the others go on.
    for _ in 0..4 {
        assert!(matches!(
            claim("wang", "0000"),
            Err(Trouble::WhoAreYou { wrong: true, wait_seconds: 0, .. })
        ));
    }
    let Err(Trouble::WhoAreYou { wait_seconds, .. }) = claim("wang", "0000") else { panic!() };
    assert!((1..=30).contains(&wait_seconds));
    let Err(Trouble::WhoAreYou { wait_seconds: 1.., wrong: false, .. }) = claim("wang", "2468") else {
        panic!()
    };
    claim(&founder, "135790").unwrap().close().unwrap();
    // Put out of service, he is no member with the next request, at the seat he still has.
    let mut command = host.place.command(&["--socket", socket.to_str().unwrap(), "member", "remove", "wang"]);
    let output = command.env_remove("DUBAN_TODAY").envs(as_founder).output().unwrap();
    assert!(output.status.success(), "{output:?}");
    assert!(matches!(wang.ask(Request::Board), Answer::Refused(_)));
    wang.close().unwrap();
    seat.close().unwrap();
}
