import type { Json } from '@device-flow/machine'
import { useMemo } from 'react'
import type { Chart } from './chart.ts'
import { readDefinition } from './read-definition.ts'

/** A chart, or why there is none. */
export type ReadChart = { chart: Chart; problem?: never } | { chart?: never; problem: string }

/** Reads a machine's definition once. */
export function useChart(definition: Json | undefined): ReadChart {
  return useMemo(() => {
    try {
      return { chart: readDefinition(definition) }
    } catch (error) {
      return { problem: (error as Error).message }
    }
  }, [definition])
}
