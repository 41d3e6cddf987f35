//! The page's content security policy: it may run its own files and reach nothing else.
//!
//! Trunk's start script is inline, so its hash is in the policy. An inline script that this file did not see, a
//! `style="…"` attribute or an `onclick` would be refused by the browser, hence no exception is made for them here.

use std::fmt::Write as _;

use sha2::{Digest, Sha256};

const CHARSET: &str = "<meta charset=\"utf-8\">";

/// The page with the policy and the build's id, before anything that the policy is to govern.
pub(super) fn seal(page: &str, build_id: &str) -> Result<String, String> {
    let (before, after) = page
        .split_once(CHARSET)
        .ok_or(format!("dist/index.html has no {CHARSET}"))?;
    let hashes: Vec<String> = inline_scripts(page)?.into_iter().map(hash_source).collect();
    let policy = policy(&hashes);
    Ok(format!(
        "{before}{CHARSET}\n    <meta http-equiv=\"Content-Security-Policy\" content=\"{policy}\">\n    \
         <meta name=\"labelloom-build\" content=\"{build_id}\">{after}"
    ))
}

/// `default-src 'none'`, and the few things that the bench does.
fn policy(script_hashes: &[String]) -> String {
    let mut scripts = String::from("script-src 'self' 'wasm-unsafe-eval'");
    for hash in script_hashes {
        let _ = write!(scripts, " {hash}");
    }
    [
        "default-src 'none'",
        &scripts,
        "style-src 'self'",
        "img-src 'self' data: blob:",
        "worker-src 'self' blob:",
        "connect-src 'self'",
        "base-uri 'none'",
        "form-action 'none'",
    ]
    .join("; ")
}

/// The texts of all scripts without a `src`, byte for byte as the browser hashes them.
fn inline_scripts(page: &str) -> Result<Vec<&str>, String> {
    let mut scripts = Vec::new();
    let mut rest = page;
    while let Some(start) = rest.find("<script") {
        rest = &rest[start..];
        let (tag, after) = rest
            .split_once('>')
            .ok_or("dist/index.html has a <script that does not end")?;
        let (text, after) = after
            .split_once("</script>")
            .ok_or("dist/index.html has a <script> without its end")?;
        if !tag.contains(" src=") {
            scripts.push(text);
        }
        rest = after;
    }
    Ok(scripts)
}

fn hash_source(script: &str) -> String {
    format!("'sha256-{}'", base64(&Sha256::digest(script.as_bytes())))
}

/// RFC 4648, with padding.
fn base64(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::new();
    for group in bytes.chunks(3) {
        let byte = |place: usize| u32::from(group.get(place).copied().unwrap_or(0));
        let bits = (byte(0) << 16) | (byte(1) << 8) | byte(2);
        for place in 0..4 {
            let digit = DIGITS[(bits >> (18 - 6 * place)) as usize & 63];
            text.push(if place > group.len() {
                '='
            } else {
                char::from(digit)
            });
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn base64_pads_as_the_rfc_does() {
        let cases = [
            ("", ""),
            ("f", "Zg=="),
            ("fo", "Zm8="),
            ("foo", "Zm9v"),
            ("foob", "Zm9vYg=="),
            ("\u{3ff}", "z78="),
        ];
        for (text, expected) in cases {
            assert_eq!(base64(text.as_bytes()), expected, "{text:?}");
        }
    }

    #[test]
    fn the_hash_is_that_of_the_specification() {
        // The example of https://www.w3.org/TR/CSP3/#external-hash, for an inline script.
        assert_eq!(
            hash_source("alert('Hello, world.');"),
            "'sha256-qznLcsROx4GACP2dm0UCKCzCG+HiZ1guq6ZZDob/Tng='"
        );
    }

    #[test]
    fn inline_scripts_are_hashed_and_files_are_not() {
        let page = "<script src=\"a.js\"></script><script type=\"module\">\nstart()\n</script>";
        assert_eq!(inline_scripts(page), Ok(vec!["\nstart()\n"]));
        assert!(inline_scripts("<script>start()").is_err());
    }

    #[test]
    fn the_policy_stands_before_what_it_governs() {
        let page = "<head><meta charset=\"utf-8\"><script>start()</script></head>";
        let sealed = seal(page, "abc").unwrap();
        let policy = sealed.find("default-src 'none'").unwrap();
        assert!(policy < sealed.find("<script>").unwrap(), "{sealed}");
        assert!(
            sealed.contains("<meta name=\"labelloom-build\" content=\"abc\">"),
            "{sealed}"
        );
        assert!(seal("<head></head>", "abc").is_err());
    }
}
