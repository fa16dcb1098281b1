export { replayTranscript } from './replay/replay-transcript.ts'
export type { ReplayStep } from './replay/replay-transcript.ts'
