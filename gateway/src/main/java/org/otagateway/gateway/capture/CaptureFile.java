// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.capture;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads the frames of a pcap or pcapng file. Never more than one frame is in memory. A file that is cut off or damaged ends
 * where it is, with a reason.
 *
 * <pre>
 * pcap    | magic (4) | version (4) | zone, accuracy (8) | most octets (4) | link type (4) |
 *         then | seconds (4) | fraction (4) | captured (4) | length (4) | octets |
 * pcapng  | block type (4) | block length (4) | body | block length (4) |
 * </pre>
 */
final class CaptureFile {
    /** Jumbo frames have 9,000 octets, offloaded ones 64 Ki. */
    private static final int MOST_FRAME = 1 << 18;

    private static final int MOST_INTERFACES = 1000;
    private static final long MICROS = 1_000_000;
    private static final int PCAP_MICROS = 0xA1B2C3D4;
    private static final int PCAP_NANOS = 0xA1B23C4D;
    private static final int SECTION = 0x0A0D0D0A;
    private static final int BYTE_ORDER = 0x1A2B3C4D;

    private final InputStream in;
    private final boolean blocks;
    private final List<Interface> interfaces = new ArrayList<>();
    private boolean littleEndian;
    private long ticksASecond = MICROS;
    private int linkType;
    private long frames;
    private @Nullable String fault;

    /** @param ticks units of the time stamps in a second */
    private record Interface(int linkType, double ticks) {}

    private CaptureFile(InputStream in, boolean blocks) {
        this.in = in;
        this.blocks = blocks;
    }

    /** Whether octets begin as a capture file does: four of them suffice. */
    static boolean begins(byte[] octets) {
        if (octets.length < 4) {
            return false;
        }
        int magic = (int) Slice.of(octets).u32(0);
        int reversed = Integer.reverseBytes(magic);
        return magic == SECTION
                || magic == PCAP_MICROS
                || magic == PCAP_NANOS
                || reversed == PCAP_MICROS
                || reversed == PCAP_NANOS;
    }

    /** Reads the head of the file. */
    static CaptureFile open(InputStream in) throws IOException {
        byte[] magic = in.readNBytes(4);
        if (!begins(magic)) {
            CaptureFile none = new CaptureFile(in, false);
            none.fault = "no capture file: its first four octets are not those of pcap or pcapng";
            return none;
        }
        int first = (int) Slice.of(magic).u32(0);
        CaptureFile file = new CaptureFile(in, first == SECTION);
        if (first == SECTION) {
            file.section();
        } else {
            file.littleEndian = first != PCAP_MICROS && first != PCAP_NANOS;
            file.ticksASecond =
                    first == PCAP_NANOS || Integer.reverseBytes(first) == PCAP_NANOS ? 1000 * MICROS : MICROS;
            Slice head = file.read(20, "the file's head");
            file.linkType = head == null ? 0 : (int) file.u32(head, 16) & 0xFFFF;
        }
        return file;
    }

    /** Why the file ended before its end; none at its end. */
    Optional<String> fault() {
        return Optional.ofNullable(fault);
    }

    long frames() {
        return frames;
    }

    /** The next frame; null at the end. */
    @Nullable
    Frame next() throws IOException {
        while (fault == null) {
            Frame frame = blocks ? block() : record();
            if (frame != null) {
                return frame;
            }
            if (ended) {
                break;
            }
        }
        return null;
    }

    private boolean ended;

    private @Nullable Frame record() throws IOException {
        Slice head = head(16, "a frame's head");
        if (head == null) {
            return null;
        }
        long captured = u32(head, 8);
        if (captured > MOST_FRAME) {
            fault = "frame " + (frames + 1) + " of " + captured + " octets: expected at most " + MOST_FRAME;
            return null;
        }
        Slice octets = read((int) captured, "a frame");
        if (octets == null) {
            return null;
        }
        long micros = u32(head, 0) * MICROS + u32(head, 4) * MICROS / ticksASecond;
        return new Frame(++frames, micros, linkType, octets, u32(head, 12));
    }

    private @Nullable Frame block() throws IOException {
        Slice head = head(8, "a block's head");
        if (head == null) {
            return null;
        }
        if ((int) head.u32(0) == SECTION) {
            // its byte order is not known before it is read
            byte[] length = head.after(4).toByteArray();
            return sectionBody(length);
        }
        long type = u32(head, 0);
        long length = u32(head, 4);
        if (length < 12 || length % 4 != 0) {
            fault = "a block of " + length + " octets: expected a multiple of 4 from 12";
            return null;
        }
        boolean wanted = type == 1 || type == 2 || type == 3 || type == 6;
        if (!wanted) {
            skip(length - 8);
            return null;
        }
        if (length > MOST_FRAME + 65_536) {
            fault = "a block of " + length + " octets: expected at most " + (MOST_FRAME + 65_536);
            return null;
        }
        Slice body = read((int) length - 8, "a block");
        if (body == null) {
            return null;
        }
        body = body.first(body.length() - 4);
        return switch ((int) type) {
            case 1 -> {
                describe(body);
                yield null;
            }
            case 3 -> packet(0, 0, u32(body, 0), u32(body, 0), body.after(4));
            case 2 -> packet(u16(body, 0), time(body, 4), u32(body, 12), u32(body, 16), body.after(20));
            default -> packet((int) u32(body, 0), time(body, 4), u32(body, 12), u32(body, 16), body.after(20));
        };
    }

    private long time(Slice body, int at) {
        return u32(body, at) << 32 | u32(body, at + 4);
    }

    private @Nullable Frame packet(int interfaceId, long time, long captured, long length, Slice octets) {
        frames++;
        if (interfaceId < 0 || interfaceId >= interfaces.size()) {
            fault = "frame " + frames + " of an interface that is not described";
            return null;
        }
        if (captured < 0 || octets.length() == 0) {
            return null;
        }
        Interface from = interfaces.get(interfaceId);
        double seconds = (time >>> 1) * 2.0 / from.ticks();
        return new Frame(
                frames,
                (long) (seconds * MICROS),
                from.linkType(),
                octets.first((int) Math.min(captured, MOST_FRAME)),
                length);
    }

    /** An interface; option 9 tells the unit of its time stamps: b8 0 a power of 10, 1 a power of 2. */
    private void describe(Slice body) {
        if (interfaces.size() == MOST_INTERFACES) {
            fault = "more than " + MOST_INTERFACES + " interfaces";
            return;
        }
        double ticks = MICROS;
        int at = 8;
        while (at + 4 <= body.length()) {
            int code = u16(body, at);
            int length = u16(body, at + 2);
            if (code == 0) {
                break;
            }
            if (code == 9 && length >= 1) {
                int unit = body.u8(at + 4);
                ticks = Math.pow((unit & 0x80) != 0 ? 2 : 10, unit & 0x7F);
            }
            at += 4 + (length + 3) / 4 * 4;
        }
        interfaces.add(new Interface(Math.max(0, u16(body, 0)), ticks));
    }

    private void section() throws IOException {
        Slice length = read(4, "a section's head");
        if (length != null) {
            sectionBody(length.toByteArray());
        }
    }

    private @Nullable Frame sectionBody(byte[] lengthOctets) throws IOException {
        Slice order = read(4, "a section's head");
        if (order == null) {
            return null;
        }
        littleEndian = (int) order.u32(0) != BYTE_ORDER;
        if (littleEndian && Integer.reverseBytes((int) order.u32(0)) != BYTE_ORDER) {
            fault = "a section without its byte order";
            return null;
        }
        long length = u32(Slice.of(lengthOctets), 0);
        if (length < 28 || length % 4 != 0) {
            fault = "a section block of " + length + " octets: expected a multiple of 4 from 28";
            return null;
        }
        interfaces.clear();
        skip(length - 12);
        return null;
    }

    /** As {@link #read}, but the end of the file may be here. */
    private @Nullable Slice head(int count, String what) throws IOException {
        byte[] octets = in.readNBytes(count);
        if (octets.length == 0) {
            ended = true;
            return null;
        }
        return whole(octets, count, what);
    }

    private @Nullable Slice read(int count, String what) throws IOException {
        return whole(in.readNBytes(count), count, what);
    }

    private @Nullable Slice whole(byte[] octets, int count, String what) {
        if (octets.length < count) {
            fault = "the file ends inside " + what + ": expected " + count + " octets, got " + octets.length;
            return null;
        }
        return Slice.of(octets);
    }

    private void skip(long count) throws IOException {
        long left = count;
        while (left > 0) {
            long skipped = in.skip(left);
            if (skipped <= 0) {
                if (in.read() < 0) {
                    fault = "the file ends inside a block";
                    return;
                }
                skipped = 1;
            }
            left -= skipped;
        }
    }

    private int u16(Slice octets, int at) {
        int value = octets.u16(at);
        return littleEndian && value >= 0 ? Short.toUnsignedInt(Short.reverseBytes((short) value)) : value;
    }

    private long u32(Slice octets, int at) {
        long value = octets.u32(at);
        return littleEndian && value >= 0 ? Integer.toUnsignedLong(Integer.reverseBytes((int) value)) : value;
    }
}
