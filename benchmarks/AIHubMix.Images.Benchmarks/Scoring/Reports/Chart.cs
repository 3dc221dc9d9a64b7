namespace AIHubMix.Images.Benchmarks.Scoring.Reports;
internal static class Chart { public static string Draw(Report report) => report.Setting.Form; }
