package dev.orderapp.shop.telemetry;

import dev.orderapp.shop.session.ActiveSessions;
import dev.orderapp.shop.settings.ShopSettings;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/**
 * Receives the page's report of how it started. What is not counted is answered alike: a page has no use for knowing, and
 * a stranger none of our business.
 */
@RestController
@RequestMapping("/api/page")
class PageReportController {

    private static final Logger LOG = LoggerFactory.getLogger(PageReportController.class);

    private final PageLoadMetrics pages;
    private final VisitorResolver visitors;
    private final ActiveSessions sessions;
    private final String revision;

    PageReportController(
            PageLoadMetrics pages, VisitorResolver visitors, ActiveSessions sessions, ShopSettings settings) {
        this.pages = pages;
        this.visitors = visitors;
        this.sessions = sessions;
        this.revision = settings.revision();
    }

    @PostMapping
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void report(
            @RequestHeader(name = RevisionFilter.HEADER, defaultValue = "") String pageRevision,
            @RequestBody Report report,
            HttpServletRequest request) {
        Event event = Event.of(report.event());
        if (!pageRevision.equals(revision) || sessions.accountHolder(request).isEmpty()) {
            return;
        }
        Visitor visitor = visitors.of(request);
        if (event == Event.STARTED) {
            pages.started(visitor);
        } else if (pages.failed(visitor)) {
            // Once per visitor, so that nobody fills the log.
            LOG.warn("The page failed for a customer: {}", report.loggable());
        }
    }

    private enum Event {
        STARTED,
        FAILED;

        static Event of(String name) {
            return Arrays.stream(values())
                    .filter(event -> event.name().toLowerCase(Locale.ROOT).equals(name))
                    .findFirst()
                    .orElseThrow(() -> new ResponseStatusException(
                            HttpStatus.BAD_REQUEST, "event must be \"started\" or \"failed\"."));
        }
    }

    /**
     * @param event {@code started} or {@code failed}
     * @param what which kind of failure, in which of our files
     */
    record Report(String event, String what) {

        private static final int LONGEST = 200;
        /** Kinds and addresses of files; neither line breaks nor an e-mail address's @. */
        private static final Pattern UNEXPECTED = Pattern.compile("[^A-Za-z0-9 ./:_-]");

        String loggable() {
            String text = what == null ? "" : UNEXPECTED.matcher(what).replaceAll("?");
            return text.substring(0, Math.min(text.length(), LONGEST));
        }
    }
}
