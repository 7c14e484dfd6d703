import { useLocalStorage } from '@mantine/hooks'
import { useCallback } from 'react'
import type { RecordType } from '../../../../shared/record/field'

const least = 64
const most = 640

/** How wide somebody made columns, on this device. */
export function useWidths(type: RecordType) {
  const [widths, set] = useLocalStorage<Record<string, number>>({ key: `banhda-widths-${type}`, defaultValue: {}, getInitialValueInEffect: false })
  const setWidth = useCallback((key: string, width: number) => set((before) => ({ ...before, [key]: Math.round(Math.max(least, Math.min(most, width))) })), [set])
  return { widths, setWidth }
}
