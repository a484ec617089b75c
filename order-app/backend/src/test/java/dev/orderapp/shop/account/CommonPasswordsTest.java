package dev.orderapp.shop.account;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CommonPasswordsTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1234567890",
                "0987654321",
                "qwertyuiop",
                "QWERTYUIOP",
                "Password123!",
                "p@ssw0rd2026",
                "password12",
                "!!dragon1984",
                "aaaaaaaaaa",
                "aaaaabbbbb",
                "abcdefghijkl",
                "abcabcabcabc",
                "passwordpassword",
                "1q2w3e4r5t",
                "iloveyou2026"
            })
    void whatGuessersTryFirst(String password) {
        assertThat(CommonPasswords.contains(password)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "correct horse battery",
                "correct battery staple",
                "long enough",
                "a new password",
                "sesame sesame 7 doors",
                "Tr0ub4dor&3x",
                "kj3hs9dk2l",
                "\ube44\ubc00\ubc88\ud638\ub294\uae38\uac8c\uc9d3\uc790"
            })
    void whatNobodyGuesses(String password) {
        assertThat(CommonPasswords.contains(password)).isFalse();
    }
}
