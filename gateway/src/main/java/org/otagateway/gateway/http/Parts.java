// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.http;

import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.common.multipart.BodyPart;
import com.linecorp.armeria.common.multipart.Multipart;
import java.io.IOException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

/** The parts of a form, one after the other; each is read before the next is asked for. Blocks. */
final class Parts implements AutoCloseable {
    private static final int MOST = 64;

    private final HttpRequest request;
    private final BlockingQueue<Signal> signals = new ArrayBlockingQueue<>(MOST);
    private final CompletableFuture<Subscription> subscription = new CompletableFuture<>();
    private int count;

    /** A part, a fault, or neither at the end. */
    private record Signal(@Nullable BodyPart part, @Nullable Throwable fault) {}

    Parts(HttpRequest request) throws IOException {
        MediaType type = request.contentType();
        if (type == null || !type.is(MediaType.MULTIPART_FORM_DATA)) {
            throw new Problem.Raised(
                    HttpStatus.UNSUPPORTED_MEDIA_TYPE, "expected multipart/form-data with the parts job and cards");
        }
        this.request = request;
        Multipart.from(request).bodyParts().subscribe(new Receiver());
    }

    private final class Receiver implements Subscriber<BodyPart> {
        @Override
        public void onSubscribe(Subscription given) {
            subscription.complete(given);
        }

        @Override
        public void onNext(BodyPart part) {
            signals.add(new Signal(part, null));
        }

        @Override
        public void onError(Throwable fault) {
            boolean unused = signals.offer(new Signal(null, fault));
        }

        @Override
        public void onComplete() {
            boolean unused = signals.offer(new Signal(null, null));
        }
    }

    /** The next part, or null at the end. */
    @Nullable
    BodyPart next() throws IOException, InterruptedException {
        if (++count > MOST) {
            throw new Problem.Raised(HttpStatus.REQUEST_ENTITY_TOO_LARGE, "expected at most " + MOST + " parts");
        }
        subscription.join().request(1);
        Signal signal = signals.poll(Bodies.STALL.toMillis(), TimeUnit.MILLISECONDS);
        if (signal == null) {
            throw new Problem.Raised(HttpStatus.REQUEST_TIMEOUT, "the body stalled");
        }
        if (signal.fault != null) {
            throw new IOException("the body cannot be read", signal.fault);
        }
        return signal.part;
    }

    /** Reads no further. */
    @Override
    public void close() {
        request.abort();
    }
}
