// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.http;

import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** Threads of connections that end as soon as they are told to, where Netty's wait two seconds for further tasks. */
final class EventLoops extends MultiThreadIoEventLoopGroup {
    private static final long MOST_SECONDS = 2;

    EventLoops(int threads, String name) {
        super(threads, new DefaultThreadFactory(name, true), NioIoHandler.newFactory());
    }

    /** Called by Armeria when all requests are answered or given up: nothing comes any more that is worth a wait. */
    @Override
    public Future<?> shutdownGracefully() {
        return shutdownGracefully(0, MOST_SECONDS, TimeUnit.SECONDS);
    }
}
