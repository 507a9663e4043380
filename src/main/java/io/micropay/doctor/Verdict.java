package io.micropay.doctor;

/// How it stands with something that was looked at.
public enum Verdict {
    OK("ok"),

    /// It works, and may not for long, or not as well as it could.
    WARN("warn"),

    FAIL("fail"),

    /// The server cannot be reached, which is not this machine's failure alone.
    UNREACHABLE("fail");

    private final String word;

    Verdict(String word) {
        this.word = word;
    }

    /// As people and programs read it.
    public String word() {
        return word;
    }
}
