package dev.orderapp.kubectl.dashboard;

/** Courses as an operator records them. */
final class SampleCourses {
    /** An attempt at its first step, judged by two metrics. */
    static final String TWO_METRICS = """
            {"format":1,"attempt":1,"revision":"7d9f","from":"4c21","startedAt":"2026-11-24T09:59:00.000Z",
             "points":{"t":[64.2,74.2,84.3,94.2],"step":[0,0,0,0],"set":[30,30,30,30],"observed":[null,28,30,29]},
             "metrics":[
              {"name":"server-errors","ceiling":0.05,"maxRatio":1.0,"rollbackAt":{"ratio":5.3,"ceiling":6.7},
               "canary":{"total":[0,88,240,380],"bad":[0,0,1,1]},"stable":{"total":[0,205,530,875],"bad":[0,1,3,4]},
               "ratio":[0,0.31,0.9,0.9],"aboveCeiling":[0,0,0,0],"verdict":"NPPP"},
              {"name":"slow-requests","ceiling":0.25,"maxRatio":1.5,"rollbackAt":{"ratio":6.7,"ceiling":6.7},
               "canary":{"total":[0,8,20,31],"bad":[0,0,0,0]},"stable":{"total":[0,20,50,80],"bad":[0,0,0,0]},
               "ratio":[0,0,0,0],"aboveCeiling":[0,0,0,0],"verdict":"NTTT"}],
             "markers":[
              {"at":0,"kind":"Phase","name":"Preparing"},{"at":60,"kind":"Phase","name":"Progressing"},
              {"at":61.5,"kind":"Step","name":"0","weight":30}]}
            """;

    private SampleCourses() {}
}
