package dev.orderapp.shop.body;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/** A request whose body is in memory already: reading it never waits for the client. */
class BufferedBodyRequest extends HttpServletRequestWrapper {

    private final Body body;
    private final boolean tooLong;

    private BufferedBodyRequest(HttpServletRequest request, byte[] body) {
        super(request);
        this.tooLong = body.length > BodyLimit.MAX_BYTES;
        this.body = new Body(new ByteArrayInputStream(body));
    }

    /** The request, once its body has come from the client, or more of it than a body of JSON may have. */
    static BufferedBodyRequest of(HttpServletRequest request, IncomingBody body) throws IOException {
        return new BufferedBodyRequest(request, body.readNBytes(BodyLimit.MAX_BYTES + 1));
    }

    /** Whether there is more of it than a body of JSON may have. */
    boolean isTooLong() {
        return tooLong;
    }

    @Override
    public ServletInputStream getInputStream() {
        return body;
    }

    @Override
    public BufferedReader getReader() {
        String encoding = getCharacterEncoding();
        Charset charset = encoding == null ? StandardCharsets.UTF_8 : Charset.forName(encoding);
        return new BufferedReader(new InputStreamReader(body, charset));
    }

    private static final class Body extends ServletInputStream {

        private final ByteArrayInputStream bytes;

        private Body(ByteArrayInputStream bytes) {
            this.bytes = bytes;
        }

        @Override
        public int read() {
            return bytes.read();
        }

        @Override
        public int read(byte[] target, int offset, int length) {
            return bytes.read(target, offset, length);
        }

        @Override
        public boolean isFinished() {
            return bytes.available() == 0;
        }

        @Override
        public boolean isReady() {
            return true;
        }

        @Override
        public void setReadListener(ReadListener listener) {
            throw new UnsupportedOperationException("The body is here already: read it.");
        }
    }
}
