// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.simulator;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.otagateway.gateway.simulator.ram.CardContent;
import org.otagateway.gateway.simulator.ram.RamProfile;
import org.otagateway.gateway.simulator.ram.StoredKey;
import org.otagateway.packet.keys.Counter;
import org.otagateway.packet.keys.KeySets;

/**
 * What one card keeps: numbers, keys, counters and the files that were written. A million of them share a heap, so
 * numbers are packed, and what a card has not changed is not there. Its lock is the object itself; callers hold it.
 */
final class UiccState implements CardIdentity {
    private static final long[] NO_COUNTERS = {};
    private static final int COUNTER_BITS = 40;
    private static final long COUNTER_MASK = (1L << COUNTER_BITS) - 1;

    private final byte[] iccid;
    private final long imsi;
    private final long msisdn;
    /** Of the issuer security domain, then of those that the profile names; null for one without keys. */
    private final @Nullable PackedKeys[] keys;

    /** Bits 40–63: the counter domain; bits 0–39: the value. */
    private long[] counters = NO_COUNTERS;

    private byte @Nullable [] @Nullable [] written;
    private long deactivated;
    private @Nullable CardPins pins;
    private @Nullable MessageBuffer buffer;
    private @Nullable CardContent content;
    private @Nullable ScriptChain chain;

    /** Null while the card has the files it was issued with. */
    private @Nullable FileTree ownTree;

    /** By slot of the security domain: keys that PUT KEY or DELETE changed. */
    private @Nullable Map<Integer, List<StoredKey>> changedKeys;

    private int submitReference;

    /**
     * @param iccid 1 to 20 digits
     * @param imsi up to 15 digits
     * @param msisdn up to 15 digits, without leading zeros
     * @param keys of the issuer security domain, then of those that the profile names; null for one without keys
     */
    UiccState(String iccid, String imsi, String msisdn, @Nullable PackedKeys... keys) {
        this.iccid = new byte[(iccid.length() + 1) / 2];
        CardIdentity.swapped(iccid, this.iccid, 0, this.iccid.length);
        // A leading 1 keeps leading zeros.
        this.imsi = Long.parseLong("1" + imsi);
        this.msisdn = Long.parseLong(msisdn);
        this.keys = keys.clone();
    }

    @Override
    public String iccid() {
        StringBuilder digits = new StringBuilder(2 * iccid.length);
        for (byte octet : iccid) {
            digits.append(Character.forDigit(octet & 0xF, 16));
            if ((octet & 0xF0) != 0xF0) {
                digits.append(Character.forDigit(octet >> 4 & 0xF, 16));
            }
        }
        return digits.toString();
    }

    @Override
    public String imsi() {
        return Long.toString(imsi).substring(1);
    }

    @Override
    public String msisdn() {
        return Long.toString(msisdn);
    }

    long msisdnNumber() {
        return msisdn;
    }

    /** The key sets of the issuer security domain. */
    KeySets keys() {
        return keys(0);
    }

    /** The key sets of a security domain, perhaps none. */
    KeySets keys(int slot) {
        List<StoredKey> changed = changedKeys == null ? null : changedKeys.get(slot);
        if (changed != null) {
            return StoredKey.sets(changed);
        }
        PackedKeys issued = slot < keys.length ? keys[slot] : null;
        return issued == null ? KeySets.NONE : issued.unpack();
    }

    /** All keys of a security domain, also those that SCP80 cannot use. */
    List<StoredKey> storedKeys(int slot) {
        List<StoredKey> changed = changedKeys == null ? null : changedKeys.get(slot);
        return changed != null ? changed : StoredKey.of(keys(slot));
    }

    void storeKeys(int slot, List<StoredKey> stored) {
        if (changedKeys == null) {
            changedKeys = new HashMap<>(2);
        }
        changedKeys.put(slot, List.copyOf(stored));
    }

    /** The stored counter of a domain; 0 where none was ever stored. */
    Counter counter(int domain) {
        for (long entry : counters) {
            if (entry >>> COUNTER_BITS == domain) {
                return new Counter(entry & COUNTER_MASK);
            }
        }
        return Counter.ZERO;
    }

    void storeCounter(int domain, Counter counter) {
        long entry = (long) domain << COUNTER_BITS | counter.value();
        for (int i = 0; i < counters.length; i++) {
            if (counters[i] >>> COUNTER_BITS == domain) {
                counters[i] = entry;
                return;
            }
        }
        counters = Arrays.copyOf(counters, counters.length + 1);
        counters[counters.length - 1] = entry;
    }

    /** Packages and applications; null where a security domain never ran a script. */
    @Nullable
    CardContent content() {
        return content;
    }

    /** Packages and applications, made where they are not there. */
    CardContent content(RamProfile profile) {
        CardContent present = content;
        if (present == null) {
            present = new CardContent(profile);
            content = present;
        }
        return present;
    }

    /** The card lost its power: what it had only in its working memory is gone. */
    void reset() {
        buffer = null;
        ScriptChain present = chain;
        if (present != null) {
            chain = present.keptOverReset() ? new ScriptChain(present.tar(), null, true) : null;
        }
        if (content != null) {
            content.reset();
        }
    }

    @Nullable
    ScriptChain chain() {
        return chain;
    }

    void setChain(@Nullable ScriptChain chain) {
        this.chain = chain;
    }

    /** The files of the card: those it was {@code issued} with, or what became of them. */
    FileTree tree(FileTree issued) {
        FileTree own = ownTree;
        return own == null ? issued : own;
    }

    /** Changes which files there are. The files that both trees have keep their content. */
    void changeTree(FileTree before, FileTree after) {
        byte @Nullable [] @Nullable [] moved = new byte[after.slotCount()][];
        long movedDeactivated = 0;
        for (ElementaryFile file : after.files()) {
            if (before.has(file)) {
                int from = before.slot(file);
                int to = after.slot(file);
                moved[to] = written == null ? null : written[from];
                movedDeactivated |= (deactivated >>> from & 1) << to;
            }
        }
        written = moved;
        deactivated = movedDeactivated;
        ownTree = after;
    }

    /** The content of a file as it is now; the caller does not change it. */
    byte[] content(FileTree tree, ElementaryFile file) {
        byte[] own = written == null ? null : written[tree.slot(file)];
        return own == null ? personalise(file) : own;
    }

    void write(FileTree tree, ElementaryFile file, byte[] content) {
        if (written == null) {
            written = new byte[tree.slotCount()][];
        }
        written[tree.slot(file)] = content;
    }

    boolean isActivated(int slot) {
        return (deactivated >>> slot & 1) == 0;
    }

    void setActivated(int slot, boolean activated) {
        deactivated = activated ? deactivated & ~(1L << slot) : deactivated | 1L << slot;
    }

    CardPins pins() {
        CardPins present = pins;
        if (present == null) {
            present = new CardPins();
            pins = present;
        }
        return present;
    }

    @Nullable
    MessageBuffer buffer() {
        return buffer;
    }

    void setBuffer(@Nullable MessageBuffer buffer) {
        this.buffer = buffer;
    }

    /** The next reference of a concatenated SMS-SUBMIT, 1…255. */
    int nextSubmitReference() {
        submitReference = submitReference % 255 + 1;
        return submitReference;
    }
}
