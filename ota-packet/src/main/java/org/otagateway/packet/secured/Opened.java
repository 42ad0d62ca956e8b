// SPDX-License-Identifier: Apache-2.0
package org.otagateway.packet.secured;

import java.util.Optional;
import java.util.function.Function;

/** What opening a packet gave. */
public sealed interface Opened<T> {
    record Ok<T>(T packet) implements Opened<T> {}

    record Failed<T>(SecurityFailure reason) implements Opened<T> {}

    /** One of two functions, by what this is. */
    default <R> R fold(Function<? super T, ? extends R> ok, Function<? super SecurityFailure, ? extends R> failed) {
        if (this instanceof Ok<T> o) {
            return ok.apply(o.packet());
        }
        return failed.apply(((Failed<T>) this).reason());
    }

    default Optional<T> success() {
        return this instanceof Ok<T> ok ? Optional.of(ok.packet()) : Optional.empty();
    }

    default Optional<SecurityFailure> failure() {
        return this instanceof Failed<T> failed ? Optional.of(failed.reason()) : Optional.empty();
    }
}
