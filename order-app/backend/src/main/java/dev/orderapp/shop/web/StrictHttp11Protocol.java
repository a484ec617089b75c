package dev.orderapp.shop.web;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.coyote.ActionCode;
import org.apache.coyote.Adapter;
import org.apache.coyote.ErrorState;
import org.apache.coyote.Processor;
import org.apache.coyote.Request;
import org.apache.coyote.Response;
import org.apache.coyote.http11.AbstractHttp11Protocol;
import org.apache.coyote.http11.Http11NioProtocol;
import org.apache.coyote.http11.Http11Processor;
import org.apache.tomcat.util.net.AbstractEndpoint.Handler.SocketState;
import org.apache.tomcat.util.net.NioChannel;
import org.apache.tomcat.util.net.SocketEvent;
import org.apache.tomcat.util.net.SocketWrapperBase;
import org.springframework.http.HttpStatus;

/**
 * Tomcat's HTTP, which answers a version, a transfer coding or a CONNECT that it does not know with 505 and 501 while it reads the
 * head of a request. To metrics that count answers these are faults of the server, and any stranger could make them; here they are
 * 400 and 405. And what was not read when a request is answered is dropped: who was refused can't keep a connection busy.
 */
public class StrictHttp11Protocol extends Http11NioProtocol {

    private static final String CONNECT = "CONNECT";

    @Override
    public void setAdapter(Adapter adapter) {
        super.setAdapter(new StrictAdapter(adapter));
    }

    @Override
    protected Processor createProcessor() {
        return new StrictProcessor(this, getAdapter());
    }

    /**
     * Closes a connection into which its client still sends in two steps. To close it at once would reset it, and whoever is sending then
     * may never read the answer: a proxy answers 502 in our name. So only our side ends; what still comes is dropped, by no thread of its own,
     * until the client has ended its side or a moment is over.
     */
    private static final class StrictProcessor extends Http11Processor {

        private static final int LINGER_MILLIS = 2_000;
        private static final int DROPPED_AT_ONCE = 16_384;

        /** The connection that only our side has ended; the processor may be given another one later. */
        private SocketWrapperBase<?> lingering;

        private long lingersUntilNanos;

        private StrictProcessor(AbstractHttp11Protocol<?> protocol, Adapter adapter) {
            super(protocol, adapter);
        }

        @Override
        public SocketState process(SocketWrapperBase<?> socket, SocketEvent event) throws IOException {
            if (socket == lingering) {
                return event == SocketEvent.OPEN_READ ? drop(socket) : SocketState.CLOSED;
            }
            SocketState state = super.process(socket, event);
            // It was answered, and something of it may never have been read.
            boolean sends = getErrorState() == ErrorState.CLOSE_CLEAN;
            return state == SocketState.CLOSED && sends ? linger(socket) : state;
        }

        private SocketState linger(SocketWrapperBase<?> socket) throws IOException {
            lingering = socket;
            lingersUntilNanos = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(LINGER_MILLIS);
            socket.setReadTimeout(LINGER_MILLIS);
            ((NioChannel) socket.getSocket()).getIOChannel().shutdownOutput();
            return drop(socket);
        }

        /** Drops what is here, and has the server call again when there is more. */
        private SocketState drop(SocketWrapperBase<?> socket) {
            ByteBuffer dropped = ByteBuffer.allocate(DROPPED_AT_ONCE);
            try {
                while (System.nanoTime() - lingersUntilNanos < 0) {
                    if (socket.read(false, dropped.clear()) == 0) {
                        return SocketState.LONG;
                    }
                }
            } catch (IOException e) {
                // The client has ended its side.
                return SocketState.CLOSED;
            }
            return SocketState.CLOSED;
        }

        @Override
        protected void setErrorState(ErrorState state, Throwable cause) {
            int status = response.getStatus();
            if (status == HttpStatus.NOT_IMPLEMENTED.value()
                    || status == HttpStatus.HTTP_VERSION_NOT_SUPPORTED.value()) {
                response.setStatus(HttpStatus.BAD_REQUEST.value());
            }
            super.setErrorState(state, cause);
        }
    }

    private record StrictAdapter(Adapter container) implements Adapter {

        @Override
        public void service(Request request, Response response) throws Exception {
            if (CONNECT.equals(request.getMethod())) {
                response.setStatus(HttpStatus.METHOD_NOT_ALLOWED.value());
                response.action(ActionCode.CLOSE, null);
            } else {
                container.service(request, response);
                dropUnreadBody(request, response);
            }
        }

        /**
         * Ends the connection of a request that is answered while its body still comes. The server would else read that to its
         * end, however slowly it comes.
         */
        private static void dropUnreadBody(Request request, Response response) {
            AtomicBoolean async = new AtomicBoolean();
            request.action(ActionCode.ASYNC_IS_ASYNC, async);
            AtomicBoolean read = new AtomicBoolean();
            request.action(ActionCode.REQUEST_BODY_FULLY_READ, read);
            if (!async.get() && !read.get()) {
                response.action(ActionCode.DISABLE_SWALLOW_INPUT, null);
            }
        }

        @Override
        public boolean prepare(Request request, Response response) throws Exception {
            return container.prepare(request, response);
        }

        @Override
        public boolean asyncDispatch(Request request, Response response, SocketEvent status) throws Exception {
            boolean goesOn = container.asyncDispatch(request, response, status);
            dropUnreadBody(request, response);
            return goesOn;
        }

        @Override
        public void log(Request request, Response response, long time) {
            container.log(request, response, time);
        }

        @Override
        public void checkRecycled(Request request, Response response) {
            container.checkRecycled(request, response);
        }

        @Override
        public String getDomain() {
            return container.getDomain();
        }
    }
}
