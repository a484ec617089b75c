package dev.orderapp.kubectl.command;

import dev.orderapp.kubectl.exit.ExitCode;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "completion",
        mixinStandardHelpOptions = true,
        description = {
            "Prints a script for bash, zsh or fish that completes commands, options and names of releases, for the program kubectl-orderapp:",
            "source <(kubectl orderapp completion bash)",
            "Where kubectl's own completion is set up, `kubectl orderapp` completes without it."
        })
final class CompletionCommand implements Callable<Integer> {
    /** A shell, and how it asks for candidates. */
    enum Shell {
        bash("""
                _kubectl_orderapp() {
                  COMPREPLY=($(kubectl-orderapp __complete -- "${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null | grep -v '^:'))
                }
                complete -F _kubectl_orderapp kubectl-orderapp
                """),
        zsh("""
                _kubectl_orderapp() {
                  local -a candidates
                  candidates=(${(f)"$(kubectl-orderapp __complete -- "${(@)words[2,CURRENT]}" 2>/dev/null | grep -v '^:')"})
                  compadd -a candidates
                }
                compdef _kubectl_orderapp kubectl-orderapp
                """),
        fish("""
                complete --command kubectl-orderapp --no-files --arguments \\
                  '(kubectl-orderapp __complete -- (commandline -opc)[2..] (commandline -ct) 2>/dev/null | string match --invert ":*")'
                """);

        private final String script;

        Shell(String script) {
            this.script = script;
        }
    }

    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "SHELL",
            description = "bash, zsh or fish; bash or zsh, whichever reads the script, when left out.")
    private Optional<Shell> shell = Optional.empty();

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        String script = shell.map(chosen -> chosen.script)
                .orElse("if [ -n \"${ZSH_VERSION-}\" ]; then\neval '" + quoted(Shell.zsh.script) + "'\nelse\n"
                        + Shell.bash.script + "fi\n");
        spec.commandLine().getOut().print(script);
        spec.commandLine().getOut().flush();
        return ExitCode.DONE.number();
    }

    /** Between single quotes: bash reads all of a script before it runs any, and does not know zsh's words. */
    private static String quoted(String script) {
        return script.replace("'", "'\\''");
    }
}
