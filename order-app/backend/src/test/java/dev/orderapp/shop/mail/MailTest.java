package dev.orderapp.shop.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import dev.orderapp.shop.outbox.Letter;
import dev.orderapp.shop.outbox.LetterKind;
import dev.orderapp.shop.outbox.Outbox;
import dev.orderapp.shop.testing.Concurrently;
import dev.orderapp.shop.testing.Fixtures;
import dev.orderapp.shop.testing.FreePort;
import dev.orderapp.shop.testing.Response;
import dev.orderapp.shop.testing.ShopProcess;
import dev.orderapp.shop.testing.ShopTest;
import dev.orderapp.shop.testing.TestClient;
import dev.orderapp.shop.testing.TestDatabase;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mail.MailSendException;
import org.springframework.mail.javamail.JavaMailSenderImpl;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** Letters, received by a real SMTP server. */
@ShopTest
class MailTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Pattern LINK = Pattern.compile("https://shop\\.example\\.com(/\\S+)#(\\S+)");
    private static final GreenMail SERVER = start();

    @Autowired
    Fixtures fixtures;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    Outbox outbox;

    @Autowired
    LetterWriter writer;

    @Autowired
    MailDelivery delivery;

    @DynamicPropertySource
    static void server(DynamicPropertyRegistry properties) {
        properties.add("spring.mail.host", () -> "127.0.0.1");
        properties.add("spring.mail.port", () -> SERVER.getSmtp().getPort());
        properties.add("shop.mail.sender", () -> "shop@example.com");
        properties.add("shop.mail.shop-address", () -> "https://shop.example.com/");
    }

    /** Of the orders of all tests before this one. */
    @BeforeEach
    void dropOtherLetters() {
        jdbc.sql("UPDATE outgoing_mail SET due_at = NULL").update();
    }

    @ParameterizedTest
    @CsvSource({
        "en, true, 'Total: €30.70|Shipping: €4.90|Including 19 % VAT: €4.90'",
        "en, false, 'Total: €36.53|Shipping: €4.90|Of it 19 % VAT: €5.83'",
        "ko, true, '합계: €30.70|배송비: €4.90|부가세 19% 포함: €4.90'"
    })
    void aLetterSaysWhatOfTheTotalIsForShippingAndTax(String language, boolean included, String lines) {
        String order = fixtures.signedIn()
                .order(UUID.randomUUID(), fixtures.product("Mug", "12.90", 10), 2)
                .id();
        jdbc.sql("UPDATE customer_order SET shipping_cost = 4.90, tax_percent = 19, tax_included = ? WHERE id = ?")
                .params(included, order)
                .update();

        Letter letter = new Letter(
                1,
                LetterKind.ORDER_PLACED,
                Optional.of(Long.valueOf(order)),
                Optional.empty(),
                Optional.empty(),
                Locale.forLanguageTag(language),
                1,
                false,
                Instant.now());

        assertThat(writer.write(letter).orElseThrow().getText()).contains(lines.replace('|', '\n'));
    }

    @ParameterizedTest
    @CsvSource({"en, Your order , is on its way", "ko, 주문 , 발송했습니다"})
    void customersAreToldOfTheirOrderInTheLanguageInWhichTheyPlacedIt(String language, String placed, String shipped) {
        String email = fixtures.customer();
        TestClient customer = fixtures.signedIn(email).withHeader("Accept-Language", language);
        TestClient staff = fixtures.signedInStaff();
        long mug = fixtures.product("Mug", "12.90", 10);
        String order = customer.order(UUID.randomUUID(), """
                {"items":[{"productId":%d,"quantity":1}],"address":{"recipient":"Kim","street":"Sejong-daero 1","postalCode":"03154","city":"Seoul","country":"kr"}}
                """.formatted(mug)).id();

        move(staff, order, "CONFIRMED");
        move(staff, order, "SHIPPED");

        List<MimeMessage> letters = lettersTo(email, 2);
        assertThat(letters).extracting(MailTest::subject).anySatisfy(subject -> assertThat(subject)
                .contains(placed.strip())
                .contains(order));
        assertThat(letters).extracting(MailTest::subject).anySatisfy(subject -> assertThat(subject)
                .contains(shipped.strip()));
        assertThat(letters).allSatisfy(letter -> assertThat(text(letter))
                .contains("1 × Mug")
                .contains("https://shop.example.com/orders/" + order));
    }

    @ParameterizedTest
    @CsvSource({"en, The reason: Cracked, The rest follows, €12.90", "ko, 사유: Cracked, 나머지 상품, €12.90"})
    void customersAreToldOfEachParcelOfCancelledItemsAndOfRefundsOnce(
            String language, String reason, String rest, String amount) {
        String email = fixtures.customer();
        TestClient customer = fixtures.signedIn(email).withHeader("Accept-Language", language);
        TestClient staff = fixtures.signedInStaff();
        long mug = fixtures.product("Mug", "12.90", 10);
        String order = "/api/staff/orders/"
                + customer.order(UUID.randomUUID(), """
                {"items":[{"productId":%d,"quantity":4}],"address":{"recipient":"Kim","street":"Sejong-daero 1","postalCode":"03154","city":"Seoul","country":"kr"}}
                """.formatted(mug)).id();
        staff.post(order + "/status", "{\"status\":\"CONFIRMED\"}");
        String items = "\"items\":[{\"productId\":%d,\"quantity\":1}]".formatted(mug);

        for (String number : List.of("6123-1", "6123-2")) {
            UUID key = UUID.randomUUID();
            Concurrently.run(
                    3,
                    n -> staff.post(
                            key,
                            order + "/parcels",
                            "{\"carrier\":\"Post\",\"trackingNumber\":\"%s\",%s}".formatted(number, items)));
        }
        staff.post(UUID.randomUUID(), order + "/cancellations", "{%s,\"reason\":\"Cracked\"}".formatted(items));
        staff.post(UUID.randomUUID(), order + "/refunds", "{\"amount\":12.9,\"reason\":\"Cracked\"}");
        settled();

        List<String> texts = lettersTo(email, 5).stream().map(MailTest::text).toList();
        assertThat(texts).hasSize(5);
        assertThat(texts)
                .filteredOn(text -> text.contains("6123-1"))
                .singleElement()
                .satisfies(text -> assertThat(text).contains("1 × Mug", rest));
        assertThat(texts).filteredOn(text -> text.contains("6123-2")).hasSize(1);
        assertThat(texts).filteredOn(text -> text.contains(reason)).hasSize(2);
        assertThat(texts)
                .filteredOn(text -> text.contains(reason) && text.contains("1 × Mug"))
                .hasSize(1);
        assertThat(texts)
                .filteredOn(text -> text.contains(reason) && text.contains(amount))
                .hasSize(1);
    }

    @Test
    void eachLetterIsSentOnceHoweverOftenItsCauseIsRepeated() {
        String email = fixtures.customer();
        TestClient customer = fixtures.signedIn(email);
        long mug = fixtures.product("Mug", "12.90", 10);
        UUID key = UUID.randomUUID();
        Concurrently.run(8, n -> customer.order(key, mug, 1));
        String order = customer.order(key, mug, 1).id();

        Concurrently.run(8, n -> customer.post("/api/orders/" + order + "/cancellation", ""));
        settled();
        assertThat(lettersTo(email, 2)).extracting(MailTest::subject).doesNotHaveDuplicates();
    }

    @Test
    void whatDidNotHappenIsNotToldOf() {
        String email = fixtures.customer();
        long mug = fixtures.product("Mug", "12.90", 1);

        assertThat(fixtures.signedIn(email).order(UUID.randomUUID(), mug, 5).status())
                .isEqualTo(409);

        settled();
        assertThat(lettersTo(email, 0)).isEmpty();
    }

    @Test
    void whoForgotThePasswordChoosesAnotherByALinkThatWorksOnceAndEndsAllSessions() {
        String email = fixtures.customer();
        TestClient before = fixtures.signedIn(email);
        TestClient browser = visitor().withHeader("X-Forwarded-Host", "evil.test");

        assertThat(request(browser, email.toUpperCase()).status()).isEqualTo(202);

        Matcher link = linkIn(lettersTo(email, 1).get(0));
        assertThat(link.group(1)).isEqualTo("/password/reset");
        assertThat(complete(browser, link.group(2), "short").<String>json("$.field"))
                .isEqualTo("password");
        assertThat(complete(browser, link.group(2), "another horse battery").status())
                .isEqualTo(204);
        assertThat(complete(browser, link.group(2), "a third horse battery").<String>json("$.type"))
                .isEqualTo("urn:order-app:invalid-token");
        assertThat(before.get("/api/session").status()).isEqualTo(401);
        assertThat(visitor().signIn(email, Fixtures.PASSWORD).status()).isEqualTo(401);
        assertThat(visitor().signIn(email, "another horse battery").status()).isEqualTo(200);
    }

    @Test
    void ofManyWhoUseALinkAtTheSameTimeOneSetsThePassword() {
        String email = fixtures.customer();
        request(visitor(), email);
        String token = linkIn(lettersTo(email, 1).get(0)).group(2);

        List<Response> answers = Concurrently.run(6, n -> complete(visitor(), token, "horse battery number " + n));

        assertThat(answers).filteredOn(answer -> answer.status() == 204).hasSize(1);
    }

    @Test
    void aLinkExpires() {
        String email = fixtures.customer();
        request(visitor(), email);
        String token = linkIn(lettersTo(email, 1).get(0)).group(2);
        jdbc.sql("""
                        UPDATE account_token t JOIN customer c ON c.id = t.customer_id
                        SET t.expires_at = UTC_TIMESTAMP(6) WHERE c.email = ?
                        """).param(email).update();

        assertThat(complete(visitor(), token, "another horse battery").status()).isEqualTo(422);
    }

    @Test
    void nothingTellsWhetherAnAddressHasAnAccount() {
        String nobody = "nobody-" + UUID.randomUUID() + "@example.test";

        Response unknown = request(visitor(), nobody);
        Response known = request(visitor(), fixtures.customer());

        assertThat(unknown.status()).isEqualTo(known.status()).isEqualTo(202);
        assertThat(unknown.body()).isEqualTo(known.body()).isEmpty();
        settled();
        assertThat(lettersTo(nobody, 0)).isEmpty();
    }

    @Test
    void nobodyFillsAMailboxWithLettersAndIsToldNothingOfIt() {
        String email = fixtures.customer();

        List<Response> answers = Concurrently.run(8, n -> request(visitor(), email));

        assertThat(answers).allSatisfy(answer -> assertThat(answer.status()).isEqualTo(202));
        settled();
        assertThat(lettersTo(email, 3)).hasSize(3);
    }

    @Test
    void whoSignsUpWithAnothersAddressFillsNoMailboxByOrders() {
        String email = fixtures.customer();
        TestClient customer = fixtures.signedIn(email);
        long mug = fixtures.product("Mug", "12.90", 100);

        for (int n = 0; n < 22; n++) {
            customer.order(UUID.randomUUID(), mug, 1);
        }

        settled();
        assertThat(lettersTo(email, 20)).hasSize(20);
    }

    @Test
    void whoConfirmedTheAddressIsWrittenToAboutEachOrder() {
        String email = fixtures.customer();
        jdbc.sql("UPDATE customer SET email_confirmed_at = UTC_TIMESTAMP(6) WHERE email = ?")
                .param(email)
                .update();
        TestClient customer = fixtures.signedIn(email);
        long mug = fixtures.product("Mug", "12.90", 100);

        for (int n = 0; n < 22; n++) {
            customer.order(UUID.randomUUID(), mug, 1);
        }

        assertThat(lettersTo(email, 22)).hasSize(22);
    }

    @Test
    void whoTriedTooManyWrongPasswordsGetsInWithTheNewOne() {
        String email = fixtures.customer();
        for (int n = 0; n < 10; n++) {
            visitor().signIn(email, "wrong horse battery");
        }
        assertThat(visitor().signIn(email, Fixtures.PASSWORD).status()).isEqualTo(429);
        request(visitor(), email);

        complete(visitor(), linkIn(lettersTo(email, 1).get(0)).group(2), "another horse battery");

        assertThat(visitor().signIn(email, "another horse battery").status()).isEqualTo(200);
    }

    @Test
    void aPasswordThatIsChangedOtherwiseMakesALinkUseless() {
        String email = fixtures.customer();
        TestClient browser = fixtures.signedIn(email);
        request(visitor(), email);
        String token = linkIn(lettersTo(email, 1).get(0)).group(2);

        browser.put(
                "/api/session/password",
                "{\"current\":\"%s\",\"new\":\"another horse battery\"}".formatted(Fixtures.PASSWORD));

        assertThat(complete(visitor(), token, "a third horse battery").status()).isEqualTo(422);
    }

    @Test
    void whatWasTypedAndTheTokenAreKeptNowhere() {
        String nobody = "nobody-" + UUID.randomUUID() + "@example.test";
        String email = fixtures.customer();
        request(visitor(), nobody);
        request(visitor(), email);
        String token = linkIn(lettersTo(email, 1).get(0)).group(2);
        settled();

        assertThat(jdbc.sql("SELECT COUNT(*) FROM outgoing_mail WHERE email IN (?, ?)")
                        .params(nobody, email)
                        .query(Integer.class)
                        .single())
                .isZero();
        assertThat(jdbc.sql("SELECT COUNT(*) FROM account_token WHERE token = ? OR token = UNHEX(HEX(?))")
                        .params(token, token)
                        .query(Integer.class)
                        .single())
                .isZero();
    }

    @ParameterizedTest
    @CsvSource({"''", "abc", "' OR 1=1 --"})
    void whatIsNoTokenSetsNoPassword(String token) {
        assertThat(complete(visitor(), token, "another horse battery").status()).isEqualTo(422);
    }

    @Test
    void aNewCustomerConfirmsTheAddressByALink() {
        String email = "new-" + UUID.randomUUID() + "@example.test";
        TestClient browser = visitor();
        browser.post(
                "/api/accounts",
                "{\"email\":\"%s\",\"name\":\"Kim\",\"password\":\"correct horse battery\"}".formatted(email));

        Matcher link = linkIn(lettersTo(email, 1).get(0));
        assertThat(link.group(1)).isEqualTo("/email/confirmation");
        String body = "{\"token\":\"%s\"}".formatted(link.group(2));
        assertThat(browser.post("/api/password-resets/completion", body).status())
                .isEqualTo(422);
        assertThat(browser.post("/api/accounts/confirmation", body).status()).isEqualTo(204);
        assertThat(browser.post("/api/accounts/confirmation", body).status()).isEqualTo(422);
        assertThat(jdbc.sql("SELECT email_confirmed_at IS NOT NULL FROM customer WHERE email = ?")
                        .param(email)
                        .query(Boolean.class)
                        .single())
                .isTrue();
    }

    @Test
    void aLetterThatTheServerDidNotTakeIsSentLaterAndOnce() {
        String email = fixtures.customer();
        TestClient customer = fixtures.signedIn(email);
        long mug = fixtures.product("Mug", "12.90", 10);
        settled();
        double failed = counted("failed");
        SERVER.stop();
        try {
            customer.order(UUID.randomUUID(), mug, 1);
            await().atMost(PATIENCE).until(() -> counted("failed") > failed);
        } finally {
            SERVER.start();
        }
        jdbc.sql("UPDATE outgoing_mail SET due_at = UTC_TIMESTAMP(6) WHERE due_at IS NOT NULL AND NOT maybe_sent")
                .update();

        settled();
        assertThat(lettersTo(email, 1)).hasSize(1);
    }

    /** It can't be known whether the letter went out before. */
    @Test
    void aLetterOfAProcessThatIsKilledBeforeItMarksItAsSentIsSentAgainAndCounted() throws IOException {
        String email = fixtures.customer();
        long mug = fixtures.product("Mug", "12.90", 10);
        settled();
        delivery.stop();
        double before = counted("maybe_twice");
        CountDownLatch never = new CountDownLatch(1);
        try (ScriptedMailServer server = new ScriptedMailServer(n -> waitFor(never))) {
            ShopProcess process = ShopProcess.start(
                    TestDatabase.url("shop"),
                    "--spring.mail.host=127.0.0.1",
                    "--spring.mail.port=" + server.port(),
                    "--shop.mail.sender=shop@example.com",
                    "--shop.mail.shop-address=https://shop.example.com");
            fixtures.signedIn(email).order(UUID.randomUUID(), mug, 1);
            await().atMost(PATIENCE).until(() -> !server.letters().isEmpty());
            process.kill();

            delivery.start();
            leasesEnd();
            settled();

            assertThat(lettersTo(email, 1)).hasSize(1);
            assertThat(counted("maybe_twice")).isEqualTo(before + 1);
            assertThat(server.letters().get(0))
                    .contains("Message-ID: " + messageId(received(email).get(0)));
        } finally {
            never.countDown();
            delivery.start();
        }
    }

    @Test
    void aLetterWhoseAnswerIsLostIsSentAgainAndCountedButNotOneThatWasRefused() throws IOException {
        String email = fixtures.customer();
        long mug = fixtures.product("Mug", "12.90", 10);
        settled();
        delivery.stop();
        SimpleMeterRegistry registry = new SimpleMeterRegistry();
        // The second letter is refused for now, the third is taken, but the connection ends before the server says so.
        Map<Integer, String> answers = Map.of(1, "250 ok", 2, "451 later", 4, "250 ok");
        try (ScriptedMailServer server = new ScriptedMailServer(answers::get)) {
            MailDelivery other = deliveryTo(server, registry);
            TestClient customer = fixtures.signedIn(email);
            customer.order(UUID.randomUUID(), mug, 1);
            other.start();
            await().atMost(PATIENCE).until(() -> server.letters().size() == 1);
            customer.order(UUID.randomUUID(), mug, 1);
            await().atMost(PATIENCE).until(() -> count(registry, "failed") == 1);
            leasesEnd();
            await().atMost(PATIENCE).until(() -> count(registry, "failed") == 2);
            assertThat(count(registry, "maybe_twice")).isZero();
            leasesEnd();
            await().atMost(PATIENCE).until(() -> count(registry, "sent") == 2);
            other.stop();

            assertThat(server.letters()).hasSize(4);
            assertThat(count(registry, "maybe_twice")).isEqualTo(1);
        } finally {
            delivery.start();
        }
    }

    @Test
    void aLetterThatWasTakenIsSentHoweverTheConnectionEnds() throws IOException {
        String email = fixtures.customer();
        settled();
        delivery.stop();
        SimpleMeterRegistry registry = new SimpleMeterRegistry();
        try (ScriptedMailServer server = new ScriptedMailServer(n -> "250 ok")) {
            JavaMailSenderImpl sender = new JavaMailSenderImpl() {
                @Override
                protected void doSend(MimeMessage[] messages, Object[] originals) {
                    super.doSend(messages, originals);
                    throw new MailSendException("Failed to close server connection", new MessagingException("gone"));
                }
            };
            MailDelivery other = deliveryTo(server, sender, registry);
            request(visitor(), email);
            other.start();

            await().atMost(PATIENCE).until(() -> count(registry, "sent") == 1);
            other.stop();
        } finally {
            delivery.start();
        }
    }

    @Test
    void aProcessThatEndsFinishesTheLetterThatItIsSendingAndTakesNoOther() throws Exception {
        String email = fixtures.customer();
        long mug = fixtures.product("Mug", "12.90", 10);
        settled();
        delivery.stop();
        CountDownLatch answer = new CountDownLatch(1);
        try (ScriptedMailServer server = new ScriptedMailServer(n -> waitFor(answer))) {
            MailDelivery other = deliveryTo(server, new SimpleMeterRegistry());
            TestClient customer = fixtures.signedIn(email);
            String first = customer.order(UUID.randomUUID(), mug, 1).id();
            String second = customer.order(UUID.randomUUID(), mug, 1).id();
            other.start();
            await().atMost(PATIENCE).until(() -> server.letters().size() == 1);
            CountDownLatch stopped = new CountDownLatch(1);

            other.stop(stopped::countDown);
            assertThat(stopped.getCount()).isEqualTo(1);
            answer.countDown();

            assertThat(stopped.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
            assertThat(sent(first)).isTrue();
            assertThat(sent(second)).isFalse();
        } finally {
            delivery.start();
        }
    }

    /** During a canary, and after it was rolled back. */
    @Test
    void aLetterThatOnlyAnotherReleaseKnowsHoldsNoOtherUp() {
        String email = fixtures.customer();
        jdbc.sql("""
                        INSERT INTO outgoing_mail (kind, email, language, created_at, due_at)
                        VALUES ('OF_THE_NEXT_RELEASE', ?, 'en', UTC_TIMESTAMP(6), UTC_TIMESTAMP(6) - INTERVAL 1 HOUR)
                        """).param(email).update();

        request(visitor(), email);

        assertThat(lettersTo(email, 1)).hasSize(1);
    }

    @Test
    void anOrderOfTheReleaseBeforeIsToldOfInEnglish() {
        String email = fixtures.customer();
        TestClient customer = fixtures.signedIn(email).withHeader("Accept-Language", "ko");
        String order = customer.order(UUID.randomUUID(), fixtures.product("Mug", "12.90", 10), 1)
                .id();
        lettersTo(email, 1);
        jdbc.sql("UPDATE customer_order SET language = NULL WHERE id = ?")
                .param(order)
                .update();

        customer.post("/api/orders/" + order + "/cancellation", "");

        assertThat(lettersTo(email, 2)).extracting(MailTest::subject).anySatisfy(subject -> assertThat(subject)
                .isEqualTo("Your order %s was cancelled".formatted(order)));
    }

    @Test
    void aLetterThatIsTooLateIsGivenUp() {
        String email = fixtures.customer();
        settled();
        double givenUp = counted("given_up");
        SERVER.stop();
        try {
            request(visitor(), email);
            await().atMost(PATIENCE)
                    .until(() -> jdbc.sql("SELECT attempts = 1 AND NOT maybe_sent FROM outgoing_mail WHERE email = ?")
                            .param(email)
                            .query(Boolean.class)
                            .single());
            jdbc.sql("""
                            UPDATE outgoing_mail SET created_at = UTC_TIMESTAMP(6) - INTERVAL 3 DAY + INTERVAL 30 SECOND, due_at = UTC_TIMESTAMP(6)
                            WHERE email = ?
                            """).param(email).update();

            await().atMost(PATIENCE).until(() -> counted("given_up") == givenUp + 1);
        } finally {
            SERVER.start();
        }
    }

    @Test
    void ofManyProcessesOneTakesALetter() {
        TestClient customer = fixtures.signedIn();
        long mug = fixtures.product("Mug", "12.90", 100);
        Queue<Letter> taken = new ConcurrentLinkedQueue<>();

        // The shop's own delivery is one more who takes them.
        Concurrently.run(8, n -> {
            Response placed = customer.order(UUID.randomUUID(), mug, 1);
            outbox.take().ifPresent(taken::add);
            return placed;
        });

        settledBut(taken);
        assertThat(taken).extracting(Letter::id).doesNotHaveDuplicates();
        assertThat(taken)
                .allSatisfy(letter -> assertThat(jdbc.sql("SELECT sent_at IS NULL FROM outgoing_mail WHERE id = ?")
                                .param(letter.id())
                                .query(Boolean.class)
                                .single())
                        .isTrue());
    }

    private Response request(TestClient browser, String email) {
        return browser.post("/api/password-resets", "{\"email\":\"%s\"}".formatted(email));
    }

    private Response complete(TestClient browser, String token, String password) {
        return browser.post(
                "/api/password-resets/completion", "{\"token\":\"%s\",\"password\":\"%s\"}".formatted(token, password));
    }

    /** Somebody who has the page open. */
    private TestClient visitor() {
        TestClient browser = fixtures.browser();
        browser.get("/api/products");
        return browser;
    }

    private void move(TestClient staff, String order, String status) {
        Response answer = staff.post("/api/staff/orders/" + order + "/status", "{\"status\":\"%s\"}".formatted(status));
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    }

    /** Waits until nothing is due. */
    private void settled() {
        await().atMost(PATIENCE)
                .until(() -> jdbc.sql(
                                        "SELECT COUNT(*) FROM outgoing_mail WHERE due_at <= UTC_TIMESTAMP(6) OR (maybe_sent AND due_at IS NOT NULL)")
                                .query(Integer.class)
                                .single()
                        == 0);
    }

    /** As settled, while those letters stay with whoever took them. */
    private void settledBut(Queue<Letter> taken) {
        taken.forEach(letter -> jdbc.sql("UPDATE outgoing_mail SET due_at = NULL WHERE id = ?")
                .param(letter.id())
                .update());
        settled();
    }

    /** All that came, once it is so many at least. */
    private List<MimeMessage> lettersTo(String email, int atLeast) {
        await().atMost(PATIENCE).until(() -> received(email).size() >= atLeast);
        return received(email);
    }

    private static List<MimeMessage> received(String email) {
        return Arrays.stream(SERVER.getReceivedMessages())
                .filter(message -> recipient(message).equals(email))
                .toList();
    }

    private static Matcher linkIn(MimeMessage letter) {
        Matcher link = LINK.matcher(text(letter));
        assertThat(link.find()).as(text(letter)).isTrue();
        return link;
    }

    /** As if all the time had passed for which letters wait. */
    private void leasesEnd() {
        jdbc.sql("UPDATE outgoing_mail SET due_at = UTC_TIMESTAMP(6) WHERE due_at IS NOT NULL")
                .update();
    }

    private boolean sent(String order) {
        return jdbc.sql("SELECT sent_at IS NOT NULL FROM outgoing_mail WHERE order_id = ?")
                .param(order)
                .query(Boolean.class)
                .single();
    }

    private MailDelivery deliveryTo(ScriptedMailServer server, MeterRegistry registry) {
        return deliveryTo(server, new JavaMailSenderImpl(), registry);
    }

    private MailDelivery deliveryTo(ScriptedMailServer server, JavaMailSenderImpl sender, MeterRegistry registry) {
        sender.setHost("127.0.0.1");
        sender.setPort(server.port());
        return new MailDelivery(outbox, writer, sender, registry);
    }

    private static double count(MeterRegistry registry, String outcome) {
        return registry.counter("shop.mail", "outcome", outcome).count();
    }

    private static String waitFor(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return "250 ok";
    }

    private double counted(String outcome) {
        return fixtures.counted("shop_mail_total{outcome=\"%s\"}".formatted(outcome));
    }

    private static String recipient(MimeMessage message) {
        try {
            return message.getAllRecipients()[0].toString();
        } catch (MessagingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String messageId(MimeMessage message) {
        try {
            return message.getMessageID();
        } catch (MessagingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String subject(MimeMessage message) {
        try {
            return message.getSubject();
        } catch (MessagingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String text(MimeMessage message) {
        try {
            return message.getContent().toString();
        } catch (MessagingException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static GreenMail start() {
        // A port that it can come back to.
        GreenMail server = new GreenMail(new ServerSetup(FreePort.choose(), "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
        server.start();
        Runtime.getRuntime().addShutdownHook(new Thread(server::stop));
        return server;
    }
}
