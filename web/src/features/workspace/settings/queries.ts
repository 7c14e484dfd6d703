import { doctor, sampleRemove, status, workspaceSet, workspaceShow } from '../../../shared/client'
import { useChange, useReadout, useRecords, useRemoval } from '../../../shared/queries'

export const useWorkspace = () => useRecords('workspace', workspaceShow)
export const useSaveWorkspace = () => useChange(workspaceSet, { refreshes: ['workspace', 'session', 'readouts', 'people'] })
export const useRemoveSample = () => useRemoval(sampleRemove, { refreshes: ['session', 'readouts', 'people', 'imports'] })
export const useStatus = () => useReadout('status', status, undefined)
/** Looking the house over reads the whole log, so it is only done when somebody asks for it. */
export const useDoctor = () => useChange(doctor, { refreshes: [] })
