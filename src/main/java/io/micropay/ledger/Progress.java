package io.micropay.ledger;

/// Told how far a walk through a whole ledger has come.
public interface Progress {

    /// Tells nobody.
    Progress NONE = (done, all) -> {};

    /// Called now and then, with a `done` that only grows.
    ///
    /// @param done how many of `all` transfers are dealt with
    void at(long done, long all);
}
