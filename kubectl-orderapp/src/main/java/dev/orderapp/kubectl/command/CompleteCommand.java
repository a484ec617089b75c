package dev.orderapp.kubectl.command;

import dev.orderapp.kubectl.exit.ExitCode;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * What kubectl asks by way of {@code kubectl_complete-orderapp} when the tab key is pressed: each candidate on a line, then how the shell is to
 * take them.
 *
 * @see <a href="https://kubernetes.io/docs/tasks/extend-kubectl/kubectl-plugins/">Extend kubectl with plugins</a>
 */
@Command(name = "__complete", hidden = true)
final class CompleteCommand implements Callable<Integer> {
    /** Of cobra's directives: the candidates are all there are, and no names of files. */
    private static final String NO_FILES = ":4";

    private static final Duration PATIENCE = Duration.ofSeconds(2);

    @Parameters(description = "The arguments after `kubectl orderapp`; the last one may be incomplete.")
    private List<String> arguments = List.of();

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        List<String> typed = arguments.isEmpty() ? List.of("") : arguments;
        String last = typed.get(typed.size() - 1);
        List<CharSequence> completions = new ArrayList<>();
        AutoComplete.complete(
                spec.root(), typed.toArray(String[]::new), typed.size() - 1, last.length(), last.length(), completions);
        PrintWriter out = spec.commandLine().getOut();
        // Where a name comes next, options would only hide the names.
        Stream<String> candidates = ReleaseWord.isNext(spec.root(), typed)
                ? names(typed)
                : completions.stream().map(completion -> last + completion);
        candidates
                .filter(candidate -> candidate.startsWith(last) && !candidate.startsWith("__"))
                .sorted()
                .forEach(out::println);
        out.println(NO_FILES);
        return ExitCode.DONE.number();
    }

    /** Of the cluster that is typed already. Whoever presses the tab key waits: what can't be had soon is no candidate. */
    private static Stream<String> names(List<String> typed) {
        ListCommand list = new ListCommand();
        new CommandLine(list).parseArgs(ReleaseWord.clusterOptions(typed).toArray(String[]::new));
        return CompletableFuture.supplyAsync(list::names)
                .completeOnTimeout(List.of(), PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
                .exceptionally(any -> List.of())
                .join()
                .stream();
    }
}
