/** How often the demo's devices may poll, seconds: nobody wants to wait five for what was approved. */
export const POLL_SECONDS = 2
