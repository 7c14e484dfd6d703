import type { ScoreRule } from '../../../shared/client'
import { scoringPreview, scoringSet, scoringShow } from '../../../shared/client'
import { useChange, useRecords } from '../../../shared/queries'

export type Rule = ScoreRule

export const useScoring = () => useRecords('scoring', scoringShow)
export const useSetScoring = () => useChange(scoringSet, { refreshes: ['scoring', 'records'] })
export const usePreview = () => useChange(scoringPreview, { refreshes: [] })
