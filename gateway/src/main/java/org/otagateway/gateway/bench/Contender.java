// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.bench;

import org.otagateway.packet.bytes.Octets;

/** One way to seal and open packets. */
interface Contender {
    /** Seals the data of a sample, or opens its packet; keeps the result until the next run. */
    interface Task {
        void run(Sample sample);

        /** The packet sealed last, or the data opened last. */
        Octets result();
    }

    Task task(Work work);
}
