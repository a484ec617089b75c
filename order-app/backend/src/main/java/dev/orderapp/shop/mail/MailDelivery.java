package dev.orderapp.shop.mail;

import dev.orderapp.shop.outbox.Letter;
import dev.orderapp.shop.outbox.Outbox;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.mail.MessagingException;
import jakarta.mail.SendFailedException;
import jakarta.mail.internet.MimeMessage;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.util.MailConnectException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.web.server.context.WebServerGracefulShutdownLifecycle;
import org.springframework.context.SmartLifecycle;
import org.springframework.mail.MailSendException;
import org.springframework.mail.SimpleMailMessage;
import org.springframework.mail.javamail.JavaMailSender;
import org.springframework.mail.javamail.MimeMailMessage;

/**
 * Sends what waits in the outbox, in all Pods at once, from a thread of its own: a mail server that is slow keeps nothing else waiting.
 *
 * <p>A letter is sent again only where nobody can know whether it went out: a process died between sending it and marking it as sent, or
 * the mail server's answer was lost. That is counted, and both carry the same {@code Message-ID}.
 */
class MailDelivery implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(MailDelivery.class);

    private static final Duration INTERVAL = Duration.ofSeconds(2);
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(30);
    private static final Duration LONGEST_PAUSE = Duration.ofHours(1);

    /** An answer of the mail server from here on is a refusal (RFC 5321, 4.2.1). */
    private static final int FIRST_REFUSAL = 400;

    private final Outbox outbox;
    private final LetterWriter writer;
    private final JavaMailSender sender;
    private final MeterRegistry registry;

    private ScheduledExecutorService worker;
    private volatile boolean running;

    MailDelivery(Outbox outbox, LetterWriter writer, JavaMailSender sender, MeterRegistry registry) {
        this.outbox = outbox;
        this.writer = writer;
        this.sender = sender;
        this.registry = registry;
        for (String outcome : new String[] {"sent", "failed", "given_up", "nobody", "maybe_twice"}) {
            counter(outcome);
        }
    }

    @Override
    public void start() {
        if (running) {
            return;
        }
        running = true;
        worker = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "mail");
            thread.setDaemon(true);
            return thread;
        });
        worker.scheduleWithFixedDelay(this::deliver, 0, INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** The letter that is on its way is sent and marked before the process ends. */
    @Override
    public void stop(Runnable stopped) {
        running = false;
        worker.execute(stopped);
        worker.shutdown();
    }

    @Override
    public void stop() {
        stop(() -> {});
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** Beside the last requests, and within the time that these have. */
    @Override
    public int getPhase() {
        return WebServerGracefulShutdownLifecycle.SMART_LIFECYCLE_PHASE;
    }

    /** Sends all that is due, one letter after the other. */
    private void deliver() {
        try {
            Optional<Letter> letter = running ? outbox.take() : Optional.empty();
            while (letter.isPresent()) {
                deliver(letter.get());
                letter = running ? outbox.take() : Optional.empty();
            }
        } catch (RuntimeException e) {
            // The database is away; what was taken is taken again later.
            LOG.warn("Letters wait: {}", e.getClass().getSimpleName());
        }
    }

    private void deliver(Letter letter) {
        try {
            Optional<SimpleMailMessage> message = writer.write(letter);
            if (message.isEmpty()) {
                outbox.drop(letter);
                counter("nobody").increment();
                return;
            }
            sender.send(mime -> address(mime, message.get(), letter));
        } catch (RuntimeException e) {
            if (!onlyGoodbyeFailed(e)) {
                retry(letter, e);
                return;
            }
        }
        outbox.sent(letter);
        counter("sent").increment();
        countIfTwice(letter);
    }

    /** What is sent twice has the same name, by which mail servers and readers may tell; and nobody's holiday notice answers it. */
    private static void address(MimeMessage mime, SimpleMailMessage message, Letter letter) throws MessagingException {
        message.copyTo(new MimeMailMessage(mime));
        String sender = message.getFrom();
        mime.setHeader(
                "Message-ID",
                "<%d.%d%s>"
                        .formatted(letter.id(), letter.since().toEpochMilli(), sender.substring(sender.indexOf('@'))));
        mime.setHeader("Auto-Submitted", "auto-generated");
    }

    private void retry(Letter letter, RuntimeException cause) {
        boolean answered = !answerLost(cause);
        boolean again = outbox.retry(letter, pause(letter.attempts()), letter.uncertain() || !answered);
        // The cause alone: the message would quote the recipient.
        LOG.warn(
                "{} was not sent at attempt {}{}: {}",
                letter,
                letter.attempts(),
                again ? "" : ", the last one",
                cause.getClass().getSimpleName());
        counter(again ? "failed" : "given_up").increment();
        if (!answered) {
            countIfTwice(letter);
        }
    }

    private void countIfTwice(Letter letter) {
        if (letter.uncertain()) {
            counter("maybe_twice").increment();
        }
    }

    /** The letter was taken; the connection failed when it was to be closed. */
    private static boolean onlyGoodbyeFailed(RuntimeException cause) {
        return cause instanceof MailSendException failure
                && failure.getFailedMessages().isEmpty();
    }

    /** Unless the server was not reached, or said no, it may have taken the letter: the connection ended without an answer. */
    private static boolean answerLost(RuntimeException cause) {
        return cause instanceof MailSendException failure
                && failure.getFailedMessages().values().stream().anyMatch(reason -> !excludesSending(reason));
    }

    private static boolean excludesSending(Exception reason) {
        return reason instanceof MailConnectException
                || (reason instanceof SMTPSendFailedException answer
                        ? answer.getReturnCode() >= FIRST_REFUSAL
                        : reason instanceof SendFailedException);
    }

    /** Twice as long each time. */
    private static Duration pause(int attempts) {
        Duration pause = FIRST_PAUSE.multipliedBy(1L << Math.min(attempts - 1, 20));
        return pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause;
    }

    private Counter counter(String outcome) {
        return Counter.builder("shop.mail")
                .description("Letters to customers, by what became of them")
                .tag("outcome", outcome)
                .register(registry);
    }
}
