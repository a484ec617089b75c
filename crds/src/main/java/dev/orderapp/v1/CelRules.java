package dev.orderapp.v1;

/**
 * Parts of the CEL rules that several records share. A rule is on the field that it checks and refers to it as
 * {@code self}. Regular expressions hold no backslash, which Java, YAML and CEL would each want escaped in their own way.
 */
final class CelRules {
    /** {@code self} is a duration, so that {@code duration(self)} can't fail. */
    static final String IS_DURATION = "self.matches('" + HumanDuration.PATTERN + "')";

    /** The longest duration's characters. The API server estimates a rule's cost by the longest text that it may meet. */
    static final int DURATION_LENGTH = 28;

    /** A time of the day, in Java as in CEL. */
    static final String TIME = "^([01][0-9]|2[0-3]):[0-5][0-9]$";

    /** {@code self} is such a time. */
    static final String IS_TIME = "self.matches('" + TIME + "')";

    /** A time's characters. */
    static final int TIME_LENGTH = 5;

    /** {@code self} may be a name in the database of time zones; whether it is one, only who has the database can tell. */
    static final String IS_TIME_ZONE = "self.matches('^[A-Za-z][A-Za-z0-9_+-]*(/[A-Za-z0-9_+-]+)*$')";

    /** More than the longest name's characters, which are 32. */
    static final int TIME_ZONE_LENGTH = 64;

    /** The number in {@code self}, a percentage. */
    static final String PERCENT = "double(self.replace('%', ''))";

    /** {@code self} is a percentage, and not zero. */
    static final String IS_PERCENTAGE = "self.matches('" + Percentage.PATTERN + "') && " + PERCENT + " > 0.0";

    /** The longest percentage's characters. */
    static final int PERCENTAGE_LENGTH = 8;

    private static final String LABEL = "[a-z0-9]([-a-z0-9]*[a-z0-9])?";
    private static final String DNS_NAME = LABEL + "([.]" + LABEL + ")*";

    /** {@code self} is a DNS name in lower case, as most names in Kubernetes are. */
    static final String IS_DNS_NAME = "self.matches('^" + DNS_NAME + "$')";

    /** The longest DNS name's characters. */
    static final int DNS_NAME_LENGTH = 253;

    /** {@code self} is one part of a DNS name, as names of namespaces are. */
    static final String IS_DNS_LABEL = "self.matches('^" + LABEL + "$')";

    /** The longest such part's characters. */
    static final int DNS_LABEL_LENGTH = 63;

    /** The variable {@code name} is what HTTP takes as the name of a header. */
    static final String IS_HEADER = "name.matches('^[A-Za-z0-9!#$%&*+.^_|~-]{1,256}$')";

    /** The variable {@code name} is a header by which a visitor's version is known. */
    static final String IS_OUR_HEADER = "name.matches('(?i)^(host|cookie|set-cookie|x-order-app-revision)$')";

    /** Why it is not to be changed. */
    static final String IS_OUR_HEADER_MESSAGE =
            "must not change Host, Cookie, Set-Cookie or X-Order-App-Revision: a visitor's version is known by them";

    /** The variable {@code host} is what an Ingress takes as a host; it takes no addresses. */
    static final String IS_HOST = "(host.matches('^([*][.])?" + DNS_NAME + "$') && !host.matches('^[0-9.]+$'))";

    private static final String IS_QUALIFIED_NAME =
            ".matches('^([-a-z0-9.]{1,253}/)?[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?$')";

    /** The variable {@code name} is what Kubernetes takes as the name of an annotation or a label. */
    static final String IS_ANNOTATION = "name" + IS_QUALIFIED_NAME;

    /** {@code self} is what Kubernetes takes as the name of a protocol. */
    static final String IS_PROTOCOL = "self" + IS_QUALIFIED_NAME;

    /** The variable {@code name} is a label's or an annotation's that the operator or Kubernetes sets. */
    static final String IS_RESERVED = "(name.matches('(^|[.])(orderapp[.]dev|kubernetes[.]io|k8s[.]io)/')"
            + " && !(name in ['app.kubernetes.io/name', 'app.kubernetes.io/version']))";

    /** Why it is not to be set. */
    static final String IS_RESERVED_MESSAGE = "must not have names of orderapp.dev/, kubernetes.io/ or k8s.io/, but for"
            + " app.kubernetes.io/name and app.kubernetes.io/version: the operator and Kubernetes set those";

    /** The value of {@code name} in {@code self} is what Kubernetes takes as a label's. */
    static final String IS_LABEL_VALUE = "self[name].matches('^([A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?)?$')";

    private static final String REGISTRY = "([A-Za-z0-9.-]+|[[][A-Fa-f0-9:]+[]])(:[0-9]{1,5})?";
    private static final String REPOSITORY = "[a-z0-9]+(([._]|__|-+)[a-z0-9]+)*";
    private static final String TAG = ":[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}";
    private static final String DIGEST = "@sha256:[0-9a-f]{64}";

    /** {@code self} is an image's name with a tag, a digest or both. */
    static final String IS_IMAGE = "self.matches('^(" + REGISTRY + "/)?" + REPOSITORY + "(/" + REPOSITORY + ")*" + "(("
            + TAG + ")(" + DIGEST + ")?|" + DIGEST + ")$')";

    /** Not of dots alone: clients resolve those, and no request would come to such a path. */
    private static final String SEGMENT = "[.]*[A-Za-z0-9_~-][A-Za-z0-9._~-]*";

    /** {@code self} is a path in the one spelling that it has, so that two paths can be compared as text. */
    static final String IS_PATH = "self.matches('^/(" + SEGMENT + "(/" + SEGMENT + ")*)?$')";

    /** A path of a page that is asked for, in Java as in CEL: a slash at its end may matter to the server. */
    static final String PAGE_PATH = "^/(" + SEGMENT + "(/" + SEGMENT + ")*/?)?$";

    /** {@code self} is such a path. */
    static final String IS_PAGE_PATH = "self.matches('" + PAGE_PATH + "')";

    /** What may be the name of a container's port, in Java as in CEL; a letter tells it from a number. */
    static final String PORT_NAME = "^[-0-9]{0,14}[a-z][-a-z0-9]{0,14}$";

    /** {@code self} is such a name. */
    static final String IS_PORT_NAME = "self.matches('" + PORT_NAME + "')";

    private static final String SERIES = "[a-zA-Z_:][a-zA-Z0-9_:]*([{].*[}])?";

    /** What follows a text that is a sum of series of a metrics page, each with or without a selection by labels. */
    static final String IS_SERIES = ".matches('^" + SERIES + "( *[+] *" + SERIES + ")*$')";

    private static final String REQUESTS_LABEL = "(code|method) *(=~|!~|!=|=) *\"[^\"]*\"";
    private static final String REQUESTS =
            "requests([{] *(" + REQUESTS_LABEL + "( *, *" + REQUESTS_LABEL + ")* *,? *)?[}])?";

    /** What follows a text that is a sum of {@code requests}, each with or without a selection by code and method. */
    static final String ARE_REQUESTS = ".matches('^" + REQUESTS + "( *[+] *" + REQUESTS + ")*$')";

    /** What follows a query that can distinguish one version from the other. */
    static final String NAMES_REVISION = ".contains('{{revision}}')";

    /** The variable {@code name} is an environment variable's name that every Kubernetes takes. */
    static final String IS_ENV_NAME = "name.matches('^[A-Za-z_.-][A-Za-z0-9_.-]*$')";

    /** {@code self} are resources of a container, all of them quantities. */
    static final String ARE_QUANTITIES = "[self.?limits.orValue({}), self.?requests.orValue({})].all(amounts,"
            + " amounts.all(name, isQuantity(string(amounts[name]))))";

    /** {@code self} are resources of a container that request no more of anything than its limit. */
    static final String REQUESTS_WITHIN_LIMITS = "!(" + ARE_QUANTITIES + ") || !has(self.requests) || !has(self.limits)"
            + " || self.requests.all(name, !(name in self.limits)"
            + " || !quantity(string(self.requests[name])).isGreaterThan(quantity(string(self.limits[name]))))";

    private CelRules() {}
}
