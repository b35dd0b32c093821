//! Programs of the user's, as the shell stands in for them.

use super::*;
use crate::corpus::budget::Budget;
use crate::corpus::source::Place;

fn command(script: &str) -> Command {
    let words = if script.is_empty() { vec!["no-such-program"] } else { vec!["sh", "-c", script, "{}"] };
    Command {
        extensions: vec!["doc".to_owned()],
        command: words.into_iter().map(str::to_owned).collect(),
        gives: "html".to_owned(),
    }
}

/// Runs a shell script on a file inside an archive, whose path is `$0`, and shows what it makes of it.
fn run(command: &Command, time: Duration) -> Result<String, String> {
    let place = Place { file_name: "Release.DOC".to_owned(), ..Place::default() };
    let source = Source::new(place, Declared::default(), Box::new(Cursor::new("细胞")));
    let source = source.expect("it reads").within(&Budget::new(Limits::default(), 9));
    assert_eq!(of(&source, std::slice::from_ref(command)), Some(command));
    let given = command.run(source, &Limits { time, ..Limits::default() }).map_err(|reason| reason.text)?;
    let name = given.place.file_name.clone();
    let bytes = given.bytes().map_err(|reason| reason.text)?;
    Ok(format!("{name}: {}", String::from_utf8_lossy(&bytes)))
}

#[track_caller]
fn check(script: &str, expected: Result<&str, &str>) {
    let given = run(&command(script), Duration::from_secs(60));
    assert_eq!(given.as_deref().map_err(String::as_str), expected);
}

#[test]
fn what_a_program_writes_is_read() {
    check("cat $0; echo $0 | sed 's/.*[.]/ from a ./'", Ok("Release.html: 细胞 from a .doc\n"));
    let mut from_input = command("");
    from_input.command = vec!["cat".to_owned()];
    assert_eq!(run(&from_input, Duration::from_secs(60)).as_deref(), Ok("Release.html: 细胞"));
    assert_eq!(
        (from_input.name(), command("").name()),
        ("command:cat".to_owned(), "command:no-such-program".to_owned())
    );
}

#[test]
fn what_goes_wrong_is_named() {
    check(
        "",
        Err("cannot start `no-such-program`, the [[extract]] command for doc: there is no such program"),
    );
    check(
        "echo some; echo first >&2; echo 'not a Word file' >&2; exit 3",
        Err("`sh` failed: not a Word file"),
    );
    check("exit 3", Err("`sh` failed: exit status: 3"));
    check("true", Err("`sh` found no text in it"));
    check("head -c 70000000 /dev/zero", Err("`sh` gave more than 64 MiB, the limit"));
    check("head -c 9000000 /dev/zero >&2; echo done", Ok("Release.html: done\n"));
}

#[test]
fn what_never_ends_is_ended_with_all_that_it_started() {
    let time = Duration::from_millis(200);
    for script in
        ["sleep 1000", "sleep 1000 & sleep 1000", "exec >&-; sleep 1000", "while :; do echo x; done"]
    {
        let ended = run(&command(script), time).expect_err("it is ended");
        assert!(ended == "`sh` took longer than 0.2 s" || ended.contains("64 MiB"), "{ended}");
    }
}
