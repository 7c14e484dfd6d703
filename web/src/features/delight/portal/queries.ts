import { portalSet, portalShow } from '../../../shared/client'
import { useChange, useRecords } from '../../../shared/queries'

export const usePortal = () => useRecords('portal', portalShow)
export const useSetPortal = () => useChange(portalSet, { refreshes: ['portal'] })
