// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.dispatch;

import org.jspecify.annotations.Nullable;
import org.otagateway.smpp.link.Acknowledgement;

/** Remembers which answer it was. */
final class CapturedAnswer implements Acknowledgement {
    volatile @Nullable Boolean durable;

    @Override
    public void durable() {
        durable = true;
    }

    @Override
    public void refuse() {
        durable = false;
    }
}
