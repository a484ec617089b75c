package dev.orderapp.shop.problem;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** Ends a request with a {@link Problem}, which the reader gets in their language. */
public class ProblemException extends RuntimeException {

    private final transient Problem problem;
    private final transient Object[] arguments;
    private final transient Map<String, Object> members = new LinkedHashMap<>();

    /** @param arguments what the problem's texts name as {0}, {1} …; they reach the client, but never the log */
    public ProblemException(Problem problem, Object... arguments) {
        super(problem.code());
        this.problem = problem;
        this.arguments = arguments.clone();
    }

    /** Adds a member to the problem's JSON, for programs. */
    public ProblemException with(String member, Object value) {
        members.put(member, value);
        return this;
    }

    public Problem problem() {
        return problem;
    }

    /** The key of the detail among the problem's texts. */
    public String detailKey() {
        return "detail";
    }

    /** {0}, {1} … of the detail. */
    public Object[] arguments() {
        return arguments.clone();
    }

    /** What stands in the JSON besides. */
    public Map<String, Object> members() {
        return Collections.unmodifiableMap(members);
    }
}
