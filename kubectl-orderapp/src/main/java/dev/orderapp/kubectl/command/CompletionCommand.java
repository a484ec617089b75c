package dev.orderapp.kubectl.command;

import dev.orderapp.kubectl.exit.ExitCode;
import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(
        name = "completion",
        mixinStandardHelpOptions = true,
        description = {
            "Prints a script for bash or zsh that completes the commands of kubectl-orderapp, called under that name:",
            "source <(kubectl orderapp completion)",
            "Where kubectl's own completion is set up, `kubectl orderapp` completes without it."
        })
final class CompletionCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        spec.commandLine()
                .getOut()
                .print(AutoComplete.bash("kubectl-orderapp", spec.root().commandLine()));
        return ExitCode.DONE.number();
    }
}
