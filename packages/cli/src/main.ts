import { deviceFlow } from './device-flow.ts'
import { runProcess } from './process/run-process.ts'

void runProcess((io) => deviceFlow(process.argv.slice(2), io))
