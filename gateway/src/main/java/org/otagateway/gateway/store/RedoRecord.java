// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.store;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.otagateway.packet.bytes.Octets;

/**
 * The statements of one batch that changed something, with their values, as octets. A statement's text is written where it
 * comes for the first time since the log began, later its number alone.
 */
final class RedoRecord {
    /** Above this a batch is worth a commit of its own: what it changes would be written twice. */
    static final int MOST = 256 * 1024;

    private static final byte TEXT_OF_STATEMENT = 1;
    private static final byte UPDATE = 2;
    private static final byte APPEND = 3;

    private static final byte NULL = 0;
    private static final byte NUMBER = 1;
    private static final byte TEXT = 2;
    private static final byte OCTETS = 3;

    private final Map<String, Integer> known = new HashMap<>();
    private final List<String> fresh = new ArrayList<>();
    private byte[] octets = new byte[8 * 1024];
    private int length;
    private int operations;
    private boolean whole = true;
    private boolean recording;

    /** The log begins anew: no statement is known. */
    void restart() {
        known.clear();
        fresh.clear();
    }

    /**
     * A batch begins.
     *
     * @param record false where it will be committed by itself, whatever it holds
     */
    void begin(boolean record) {
        length = 0;
        operations = 0;
        whole = record;
        recording = true;
        fresh.clear();
    }

    /** Nothing is recorded until the next batch. */
    void end() {
        recording = false;
    }

    /** Where a work begins; {@link #backTo} forgets what it recorded. */
    int mark() {
        return length;
    }

    /** Forgets what was recorded since {@code mark}; texts that came since then come again. */
    void backTo(int mark) {
        length = Math.min(length, mark);
        // Which of them stand before the mark is not worth knowing: a text that comes twice says the same.
        fresh.forEach(known::remove);
        fresh.clear();
    }

    /** The batch did not come into the log. */
    void drop() {
        backTo(0);
        recording = false;
    }

    /** Whether everything is recorded that the batch did. */
    boolean isWhole() {
        return whole;
    }

    boolean isEmpty() {
        return operations == 0;
    }

    /** Statements since the batch began, recorded or not. */
    int operations() {
        return operations;
    }

    void update(String sql, @Nullable Object[] values) {
        add(UPDATE, sql, values);
    }

    void append(String sql, @Nullable Object[] values) {
        add(APPEND, sql, values);
    }

    private void add(byte operation, String sql, @Nullable Object[] values) {
        if (!recording) {
            return;
        }
        operations++;
        if (!whole) {
            return;
        }
        Integer number = known.get(sql);
        if (number == null) {
            number = known.size();
            known.put(sql, number);
            fresh.add(sql);
            room(5);
            octets[length++] = TEXT_OF_STATEMENT;
            integer(number);
            octets(sql.getBytes(StandardCharsets.UTF_8));
        }
        room(9);
        octets[length++] = operation;
        integer(number);
        integer(values.length);
        for (Object value : values) {
            value(value);
        }
        whole = length <= MOST;
    }

    private void value(@Nullable Object value) {
        room(9);
        if (value == null) {
            octets[length++] = NULL;
        } else if (value instanceof Long number) {
            number(number);
        } else if (value instanceof Integer number) {
            number(number);
        } else if (value instanceof Boolean flag) {
            number(flag ? 1 : 0);
        } else if (value instanceof Instant time) {
            number(time.toEpochMilli());
        } else if (value instanceof String text) {
            octets[length++] = TEXT;
            octets(text.getBytes(StandardCharsets.UTF_8));
        } else if (value instanceof Octets some) {
            octets[length++] = OCTETS;
            octets(some.toByteArray());
        } else if (value instanceof byte[] some) {
            octets[length++] = OCTETS;
            octets(some);
        } else {
            throw new IllegalArgumentException("no column type for " + value.getClass());
        }
    }

    private void number(long number) {
        octets[length++] = NUMBER;
        for (int shift = 56; shift >= 0; shift -= 8) {
            octets[length++] = (byte) (number >>> shift);
        }
    }

    private void integer(int number) {
        for (int shift = 24; shift >= 0; shift -= 8) {
            octets[length++] = (byte) (number >>> shift);
        }
    }

    private void octets(byte[] some) {
        room(4 + some.length);
        integer(some.length);
        System.arraycopy(some, 0, octets, length, some.length);
        length += some.length;
    }

    private void room(int more) {
        if (length + more > octets.length) {
            octets = Arrays.copyOf(octets, Math.max(2 * octets.length, length + more));
        }
    }

    /** What was recorded, to be read at once. */
    ByteBuffer recorded() {
        return ByteBuffer.wrap(octets, 0, length);
    }

    /**
     * Does again what {@code record} says.
     *
     * @param texts of the statements so far, by their numbers; those that the record brings are added
     * @param sql null: nothing is done, and the texts alone are taken
     * @throws java.nio.BufferUnderflowException where it is cut
     */
    static void replay(ByteBuffer record, Map<Integer, String> texts, @Nullable Sql sql) {
        while (record.hasRemaining()) {
            byte operation = record.get();
            int number = record.getInt();
            if (operation == TEXT_OF_STATEMENT) {
                texts.put(number, new String(some(record), StandardCharsets.UTF_8));
                continue;
            }
            String text = texts.get(number);
            if (text == null || (operation != UPDATE && operation != APPEND)) {
                throw new StoreException(
                        StoreException.Kind.UNUSABLE, "the redo log names statement " + number + ", which it has not");
            }
            @Nullable Object[] values = new @Nullable Object[record.getInt()];
            for (int i = 0; i < values.length; i++) {
                values[i] = readValue(record);
            }
            if (sql == null) {
                continue;
            }
            if (operation == APPEND) {
                sql.append(text, values);
            } else {
                sql.update(text, values);
            }
        }
    }

    private static @Nullable Object readValue(ByteBuffer record) {
        byte type = record.get();
        return switch (type) {
            case NULL -> null;
            case NUMBER -> record.getLong();
            case TEXT -> new String(some(record), StandardCharsets.UTF_8);
            case OCTETS -> Octets.copyOf(some(record));
            default ->
                throw new StoreException(
                        StoreException.Kind.UNUSABLE, "the redo log has a value of type " + type + ", expected 0 to 3");
        };
    }

    private static byte[] some(ByteBuffer record) {
        byte[] some = new byte[record.getInt()];
        record.get(some);
        return some;
    }
}
