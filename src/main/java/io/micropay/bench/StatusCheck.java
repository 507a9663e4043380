package io.micropay.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.micropay.bench.BenchException.Trouble;
import io.micropay.wire.Request;
import io.micropay.wire.RequestCodec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Asks the server again about payments, with `STATUS`: what it has acknowledged it must still know, with the same
/// proof; and what it has not said must come out now.
final class StatusCheck {

    private static final String COMMITTED = "COMMITTED";
    private static final int ANSWER_BYTES = 1_500;

    /// How often a server that is busy is asked.
    private static final int TIMES_MAX = 10;

    private static final long PAUSE_MILLIS = 500;

    private final List<Payee> payees;
    private final ProofCheck proofs;

    private StatusCheck(List<Payee> payees, ProofCheck proofs) {
        this.payees = payees;
        this.proofs = proofs;
    }

    /// One question, and what the answer must be, if that is known.
    private record Question(SignedPayment payment, Optional<String> proof) {
        byte[] line() {
            Request status = new Request.Status(
                    payment.order().id(), Optional.of(payment.order().payer()));
            return (RequestCodec.encode(status) + "\n").getBytes(UTF_8);
        }
    }

    /// Asks about all payments that the proofs have kept for it.
    ///
    /// @param payees the first accounts
    /// @return how many were asked about
    /// @throws BenchException when one that was acknowledged is lost
    static long run(List<Payee> payees, ProofCheck proofs, Display display)
            throws BenchException, InterruptedException {
        return new StatusCheck(payees, proofs).askAll(display);
    }

    /// All questions to one payee's account.
    private record Inquiry(int payee, List<Question> questions, Exchange exchange) {}

    private long askAll(Display display) throws BenchException, InterruptedException {
        Map<Integer, List<Question>> all = questions();
        Map<Integer, List<Question>> open = all.isEmpty() ? all : unanswered(all, display);
        for (int times = 1; !open.isEmpty(); times++) {
            if (times == TIMES_MAX) {
                throw new BenchException(
                        Trouble.UNAVAILABLE,
                        "the server is busy, and does not say what became of " + count(open) + " payments",
                        "its operator finds the reason in its log");
            }
            Thread.sleep(PAUSE_MILLIS);
            open = unanswered(open, display);
        }
        return count(all);
    }

    private static long count(Map<Integer, List<Question>> questions) {
        return questions.values().stream().mapToLong(List::size).sum();
    }

    private Map<Integer, List<Question>> questions() {
        Map<Integer, List<Question>> questions = new TreeMap<>();
        for (ProofCheck.Settled settled : proofs.sample()) {
            questions
                    .computeIfAbsent(settled.payee(), payee -> new ArrayList<>())
                    .add(new Question(settled.payment(), Optional.of(settled.proof())));
        }
        for (ProofCheck.Doubtful doubtful : proofs.doubtful()) {
            questions
                    .computeIfAbsent(doubtful.payee(), payee -> new ArrayList<>())
                    .add(new Question(doubtful.payment(), Optional.empty()));
        }
        return questions;
    }

    /// Asks, and returns what a busy server has left open.
    private Map<Integer, List<Question>> unanswered(Map<Integer, List<Question>> questions, Display display)
            throws BenchException, InterruptedException {
        List<Inquiry> inquiries = new ArrayList<>();
        questions.forEach((payee, asked) -> inquiries.add(inquiry(payee, asked)));
        ask(inquiries, count(questions), display);
        Map<Integer, List<Question>> open = new TreeMap<>();
        for (Inquiry inquiry : inquiries) {
            List<Question> left = read(inquiry);
            if (!left.isEmpty()) {
                open.put(inquiry.payee(), left);
            }
        }
        return open;
    }

    private Inquiry inquiry(int payee, List<Question> asked) {
        List<byte[]> lines = asked.stream().map(Question::line).toList();
        long bytes = (long) asked.size() * ANSWER_BYTES;
        return new Inquiry(payee, asked, new Exchange(payees.get(payee).peer(), lines, COMMITTED, bytes));
    }

    private static void ask(List<Inquiry> inquiries, long all, Display display)
            throws BenchException, InterruptedException {
        List<Exchange> exchanges = inquiries.stream().map(Inquiry::exchange).toList();
        Measurement unused = new Measurement();
        try (Display.Step step = display.begin("asking STATUS", all)) {
            new LoadRun(Optional.empty())
                    .run(exchanges, new Schedule.Closed(), Ending.whenAllIsAsked(), step::advance, unused);
        }
    }

    private List<Question> read(Inquiry inquiry) throws BenchException {
        List<Question> open = new ArrayList<>();
        for (int i = 0; i < inquiry.questions().size(); i++) {
            Question question = inquiry.questions().get(i);
            if (i >= inquiry.exchange().answered()) {
                throw new BenchException(
                        Trouble.UNAVAILABLE,
                        "the server did not say what became of payment "
                                + question.payment().order().id(),
                        null);
            }
            String answer = inquiry.exchange().answer(i);
            if (ProofCheck.isBusy(answer)) {
                open.add(question);
            } else if (question.proof().isPresent()) {
                requireKept(question, question.proof().get(), answer);
            } else if (answer.startsWith(COMMITTED + "#")) {
                settle(inquiry.payee(), question, answer);
            }
        }
        return open;
    }

    private static void requireKept(Question question, String proof, String answer) throws BenchException {
        if (!answer.equals(COMMITTED + "#" + proof)) {
            throw new BenchException(
                    Trouble.LOST,
                    "payment " + question.payment().order().id() + " was acknowledged and is lost: STATUS says "
                            + answer,
                    "it was acknowledged with the proof " + proof);
        }
    }

    private void settle(int payee, Question question, String answer) throws BenchException {
        Optional<String> problem = proofs.book(payee, question.payment(), answer.substring(COMMITTED.length() + 1));
        if (problem.isPresent()) {
            throw new BenchException(Trouble.LOST, problem.get(), null);
        }
    }
}
