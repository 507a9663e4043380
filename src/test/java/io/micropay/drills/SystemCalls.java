package io.micropay.drills;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What strace saw a server read, write and sync, in the order in which it happened.
///
/// strace stops a thread at the beginning and at the end of a call, and writes a line each time: what one thread does
/// because another one's call has ended, stands behind that end.
final class SystemCalls {

    /// What to trace: all that a server could sync and answer with.
    static final String TRACED =
            "read,readv,recvfrom,write,writev,sendto,sendmsg,pwrite64,pwritev,fsync,fdatasync,sync_file_range";

    private static final Pattern BEGIN = Pattern.compile("(\\d+) +(\\w+)\\(\\d+<(.+?)>[,) ].*");
    private static final Pattern RESUMED = Pattern.compile("(\\d+) +<\\.\\.\\. \\w+ resumed>.*");
    private static final Pattern RESULT = Pattern.compile(".* = (-?\\d+)[^=]*");

    private final List<Call> calls = new ArrayList<>();

    private SystemCalls() {}

    /// One call.
    ///
    /// @param target the file's path, or the socket's two addresses
    /// @param result what it returned: a number of bytes, 0 for a sync, below zero for a failure
    /// @param begin its place in the order of things
    /// @param end the place of its end
    record Call(String name, String target, long result, int begin, int end) {

        boolean isSync() {
            return (name.equals("fsync") || name.equals("fdatasync")) && result == 0;
        }

        boolean isRead() {
            return name.startsWith("read") || name.startsWith("recv");
        }

        boolean isWrite() {
            return !isRead() && result > 0;
        }
    }

    /// A request and its answer on one connection.
    ///
    /// @param arrived the place of the end of the call that read the request
    /// @param answer the call that wrote the answer
    record Exchange(int arrived, Call answer) {}

    static SystemCalls parse(Path trace) throws IOException {
        var parsed = new SystemCalls();
        Map<String, Integer> unfinished = new HashMap<>();
        List<String> lines = Files.readAllLines(trace);
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            Matcher resumed = RESUMED.matcher(line);
            if (resumed.matches()) {
                Integer begin = unfinished.remove(resumed.group(1));
                if (begin != null) {
                    parsed.add(lines.get(begin), begin, line, i);
                }
            } else if (line.endsWith("<unfinished ...>")) {
                unfinished.put(line.split(" ", 2)[0], i);
            } else {
                parsed.add(line, i, line, i);
            }
        }
        return parsed;
    }

    private void add(String beginning, int begin, String ending, int end) {
        Matcher call = BEGIN.matcher(beginning);
        Matcher result = RESULT.matcher(ending);
        if (call.matches() && result.matches()) {
            calls.add(new Call(call.group(2), call.group(3), Long.parseLong(result.group(1)), begin, end));
        }
    }

    /// What was read and then answered on the `number`th connection that was accepted, from the handshake on.
    List<Exchange> exchanges(int number) {
        String connection = calls.stream()
                .map(Call::target)
                .filter(target -> target.startsWith("TCP"))
                .distinct()
                .skip(number)
                .findFirst()
                .orElseThrow();
        List<Exchange> exchanges = new ArrayList<>();
        int arrived = -1;
        for (Call call : turns(connection)) {
            if (call.isRead()) {
                arrived = call.end();
            } else if (arrived >= 0) {
                exchanges.add(new Exchange(arrived, call));
                arrived = -1;
            }
        }
        return exchanges;
    }

    /// What came and what went over a connection. Something has come when the reading ends, and may go from when the
    /// writing begins.
    private List<Call> turns(String connection) {
        return calls.stream()
                .filter(call -> call.target().equals(connection) && call.result() > 0)
                .sorted(Comparator.comparingInt(call -> call.isRead() ? call.end() : call.begin()))
                .toList();
    }

    /// Whether between the request and the answer something was written to the ledger, and all of that was synced
    /// before the answer left.
    boolean isDurable(Exchange exchange) {
        List<Call> written = calls.stream()
                .filter(call -> isLedger(call) && call.isWrite())
                .filter(call -> call.begin() > exchange.arrived()
                        && call.begin() < exchange.answer().begin())
                .toList();
        return !written.isEmpty() && written.stream().allMatch(write -> isSynced(write, exchange));
    }

    private boolean isSynced(Call write, Exchange exchange) {
        return calls.stream()
                .filter(call -> call.isSync() && call.target().equals(write.target()))
                .anyMatch(sync -> sync.begin() > write.end()
                        && sync.end() < exchange.answer().begin());
    }

    /// SQLite's database and its log; its index of the log (`-shm`) is made anew after a crash.
    private static boolean isLedger(Call call) {
        return call.target().endsWith("/ledger.db") || call.target().endsWith("/ledger.db-wal");
    }

    /// Whether a folder was synced after the ledger's log was made in it, and before an answer left.
    boolean isFolderSynced(Path folder, Exchange before) {
        int made = calls.stream()
                .filter(call ->
                        isLedger(call) && call.isWrite() && call.target().endsWith("-wal"))
                .mapToInt(Call::begin)
                .findFirst()
                .orElseThrow();
        return calls.stream()
                .filter(call -> call.isSync() && call.target().equals(folder.toString()))
                .anyMatch(sync ->
                        sync.begin() > made && sync.end() < before.answer().begin());
    }
}
