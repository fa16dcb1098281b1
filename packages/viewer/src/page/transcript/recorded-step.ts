import type { ReplayStep } from '@device-flow/inspect/replay'

/** One step of a login, as it was recorded and as the chart computes it. */
export interface RecordedStep extends Pick<ReplayStep, 'message' | 'snapshot' | 'matches' | 'isChecked' | 'problem'> {
  /** Whether the chart computed it: only that of a device login of this version is known here. */
  isReplayed: boolean
}
