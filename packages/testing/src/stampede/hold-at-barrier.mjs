// Runs in each process of a stampede, before its program: Node has started then, and nothing of the program is loaded. It is plain
// JavaScript, since Node loads it by its path.
import { existsSync, writeFileSync } from 'node:fs'

const folder = process.env.DEVICE_FLOW_STAMPEDE
const parent = process.ppid
const clock = new Int32Array(new SharedArrayBuffer(4))

writeFileSync(`${folder}/held-${process.pid}`, '')
while (!existsSync(`${folder}/go`)) {
  // Whoever started it was killed: nobody would ever let it go.
  if (process.ppid !== parent) process.exit(1)
  Atomics.wait(clock, 0, 0, 2)
}
