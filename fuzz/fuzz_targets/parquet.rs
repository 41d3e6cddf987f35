#![no_main]
libfuzzer_sys::fuzz_target!(|data: &[u8]| labelloom_fuzz::parquet(data));
