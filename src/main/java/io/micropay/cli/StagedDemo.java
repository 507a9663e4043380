package io.micropay.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// What every demo is: real processes that play their parts on a stage, and what that has shown.
abstract class StagedDemo implements Callable<Integer> {

    /// What makes a JVM quick that makes big keys first.
    static final List<String> SERVER_JVM = List.of("-XX:+UseSerialGC");

    /// What makes a JVM quick that has little to do: code that is compiled well takes longer to compile.
    static final List<String> BRIEF_JVM = List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");

    @Spec
    private CommandSpec spec;

    @Override
    public final Integer call() throws CliException, InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        long start = System.nanoTime();
        try (DemoStage stage = new DemoStage(PackagedJar.path("the demo"), out)) {
            play(stage);
        } catch (IOException failure) {
            throw new CliException("the demo failed: " + failure.getMessage(), null, ExitCode.IO_ERROR, failure);
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        out.println();
        out.println(String.format(Locale.ROOT, "%s The demo took %.1f s.", shown(), seconds));
        out.flush();
        return ExitCode.DONE;
    }

    /// @throws CliException when a process does not do what it is to show
    abstract void play(DemoStage stage) throws IOException, CliException, InterruptedException;

    /// What the demo has shown, in a sentence.
    abstract String shown();
}
