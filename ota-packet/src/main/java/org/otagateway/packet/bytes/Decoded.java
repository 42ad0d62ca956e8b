// SPDX-License-Identifier: Apache-2.0
package org.otagateway.packet.bytes;

import java.util.Optional;
import java.util.function.Function;

/** What decoding gave: the value, or the rule that the octets break. */
public sealed interface Decoded<T> {
    /** The octets were good. */
    record Ok<T>(T value) implements Decoded<T> {}

    /** The octets were not. */
    record Bad<T>(Malformed malformed) implements Decoded<T> {}

    /** A decoder that stops at the first broken rule. */
    @FunctionalInterface
    interface Decoder<T> {
        T decode() throws MalformedException;
    }

    /** Runs {@code decoder}; a {@link MalformedException} becomes {@link Bad}. */
    static <T> Decoded<T> attempt(Decoder<? extends T> decoder) {
        try {
            return new Ok<>(decoder.decode());
        } catch (MalformedException e) {
            return new Bad<>(e.malformed());
        }
    }

    /** One of two functions, by what this is. */
    default <R> R fold(Function<? super T, ? extends R> ok, Function<? super Malformed, ? extends R> bad) {
        if (this instanceof Ok<T> o) {
            return ok.apply(o.value());
        }
        return bad.apply(((Bad<T>) this).malformed());
    }

    default <R> Decoded<R> map(Function<? super T, ? extends R> function) {
        return this.<Decoded<R>>fold(value -> new Ok<>(function.apply(value)), Bad::new);
    }

    default <R> Decoded<R> flatMap(Function<? super T, Decoded<R>> function) {
        return this.<Decoded<R>>fold(function, Bad::new);
    }

    default Optional<T> success() {
        return this instanceof Ok<T> ok ? Optional.of(ok.value()) : Optional.empty();
    }

    default Optional<Malformed> failure() {
        return this instanceof Bad<T> bad ? Optional.of(bad.malformed()) : Optional.empty();
    }

    /**
     * The value, for a decoder inside another.
     *
     * @throws MalformedException where there is none
     */
    default T orThrow() throws MalformedException {
        if (this instanceof Ok<T> ok) {
            return ok.value();
        }
        throw new MalformedException(((Bad<T>) this).malformed());
    }
}
