import type { ScoreRule } from '../../../shared/client'
import { scoreCalibration, scoringPreview, scoringSet, scoringShow } from '../../../shared/client'
import { useChange, useReadout, useRecords } from '../../../shared/queries'

export type Rule = ScoreRule

export const useScoring = () => useRecords('scoring', scoringShow)
export const useSetScoring = () => useChange(scoringSet, { refreshes: ['scoring', 'records', 'readouts'] })
export const usePreview = () => useChange(scoringPreview, { refreshes: [] })

/** What became of those who were leads so many days ago, by the score they had then. */
export const useCalibration = (days: number) => useReadout('score-calibration', scoreCalibration, { days })
