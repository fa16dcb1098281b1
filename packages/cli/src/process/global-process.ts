/** `node:process` without its names: see tsdown.config.ts. */
export default globalThis.process
