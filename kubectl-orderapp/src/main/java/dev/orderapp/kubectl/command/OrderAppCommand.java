package dev.orderapp.kubectl.command;

import java.util.List;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code kubectl orderapp}: it does nothing without a command. */
@Command(
        name = "kubectl orderapp",
        mixinStandardHelpOptions = true,
        versionProvider = PluginVersion.class,
        description = "Releases of an order app: see them, start them, promote them or roll them back.",
        synopsisSubcommandLabel = "COMMAND",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:done; after waiting: promoted",
            "1:rolled back; lint: the API server would refuse the file",
            "2:the command is wrong, or makes no sense in the release's current state",
            "3:no outcome within --timeout; the release goes on",
            "4:superseded: another version was asked for meanwhile",
            "5:aborted by a person",
            "6:rolled back as undecided: too few events to judge by",
            "7:the cluster refused, lacks what was asked for, or can't be reached"
        })
public final class OrderAppCommand implements Runnable {
    /** Everything it can do, in the order in which the help shows it. */
    static final List<Class<?>> COMMANDS = List.of(
            ListCommand.class,
            GetCommand.class,
            ExplainCommand.class,
            HistoryCommand.class,
            StatusCommand.class,
            LogsCommand.class,
            ReleaseCommand.class,
            PromoteCommand.class,
            AbortCommand.class,
            RetryCommand.class,
            PauseCommand.class,
            ResumeCommand.class,
            UndoCommand.class,
            AdoptCommand.class,
            LintCommand.class,
            DashboardCommand.class,
            CompletionCommand.class,
            CompleteCommand.class,
            HelpCommand.class);

    /** Those that speak of all others. */
    static final Set<Class<?>> NEED_ALL = Set.of(CompletionCommand.class, CompleteCommand.class, HelpCommand.class);

    private final Terminal terminal;

    @Spec
    private CommandSpec spec;

    OrderAppCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    /** What the output of a command leads to. */
    static Terminal terminal(CommandSpec command) {
        return ((OrderAppCommand) command.root().userObject()).terminal;
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "say what to do, for example `kubectl orderapp list -A`");
    }
}
