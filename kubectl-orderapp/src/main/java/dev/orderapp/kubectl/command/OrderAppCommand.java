package dev.orderapp.kubectl.command;

import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code kubectl orderapp}: only its commands do something. */
@Command(
        name = "kubectl orderapp",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = "Releases of an order app: see them, start them, promote them or take them back.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            ListCommand.class,
            GetCommand.class,
            ExplainCommand.class,
            HistoryCommand.class,
            ReleaseCommand.class,
            PromoteCommand.class,
            AbortCommand.class,
            RetryCommand.class,
            PauseCommand.class,
            ResumeCommand.class,
            UndoCommand.class,
            LintCommand.class,
            DashboardCommand.class,
            CompletionCommand.class,
            CompleteCommand.class,
            HelpCommand.class
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:done; after waiting: promoted",
            "1:rolled back; lint: the file has faults",
            "2:the command is wrong, or makes no sense as the release stands now",
            "3:no outcome within --timeout; the release goes on",
            "4:superseded: somebody asked for another version meanwhile",
            "5:aborted by somebody",
            "6:taken back undecided: too little was seen to judge by",
            "7:the cluster refused, lacks what was asked for, or can't be reached"
        })
public final class OrderAppCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "say what to do, for example `kubectl orderapp list -A`");
    }
}
