"""Small tables for each rule: rows that break it, and rows beside them that do not."""

from __future__ import annotations

# Headers of tables that serve several rules.
DAYS = "event_id,start_date,end_date,format,date_precision,city,status"
DISCREPANCIES = "discrepancy_id,table,row_id,field,adopted_value,sources"
DOCUMENTS = "document_id,kind,title_en,signed_date,date_precision,event_id"
HELD = "event_id,kind,institution_id,start_date,end_date"
ROLES = "participant_id,event_id,iso3,organisation,role"
SOURCES = "source_id,publisher,kind,published_date"
SPELLS = "member_id,iso3,status,start_date,end_date"
TERMS = "official_id,institution_id,office,person_en,start_date,end_date"

NINE_WORDS = "one two three four five six seven eight nine"

# Id of the rule; tables, "; " between the rows; and the cells that it finds, as table/key.field.
CASES: dict[str, tuple[str, dict[str, str], list[str]]] = {
    "document signed before its event": (
        "signed-at-event",
        {"documents": f"{DOCUMENTS}; a,d,A,2004-01-01,day,e; b,d,B,2004-01-02,day,e; c,d,C,2004-01-03,day,e; "
            "d,d,D,2004-01-04,day,e; e,d,E,2004-01-09,month,e; f,d,F,2004-01-09,day,",
         "events": f"{HELD}; e,summit,,2004-01-02,2004-01-03"},
        ["documents/a.signed_date", "documents/d.signed_date"],
    ),
    "discrepancy about the day of signing": (
        "signed-at-event",
        {"documents": f"{DOCUMENTS}; a,d,A,2004-01-01,day,e; b,d,B,2004-01-01,day,e; c,d,C,2004-01-01,day,e",
         "events": f"{HELD}; e,summit,,2004-01-02,2004-01-03",
         "discrepancies": f"{DISCREPANCIES}; 1,documents,a,signed_date,x,s; 2,documents,b,title_en,x,s; "
            "3,events,c,signed_date,x,s"},
        ["documents/b.signed_date", "documents/c.signed_date"],
    ),
    "document in force on the day of its signing": (
        "in-force-order",
        {"documents": "document_id,signed_date,in_force_date; a,2004-01-01,2004-01-01; b,2004-01-02,2004-01-01; "
            "c,2004-01-01,"},
        ["documents/b.in_force_date"],
    ),
    "equal titles a week apart": (
        "document-twice",
        {"documents": f"{DOCUMENTS}; a,d,Some Title,2004-01-01,day,; b,d,SOME title,2004-01-08,day,; "
            "c,d,some title,2004-01-16,day,"},
        ["documents/b.title_en"],
    ),
    "equal titles with another between them": (
        "document-twice",
        {"documents": f"{DOCUMENTS}; a,d,Some Title,2004-01-01,day,; b,d,Other,2004-01-02,day,; "
            "c,d,Some Title,2004-01-03,day,"},
        ["documents/c.title_en"],
    ),
    "one word more in ten, and in nine": (
        "document-twice",
        {"documents": f"{DOCUMENTS}; a,d,{NINE_WORDS} ten,2004-01-01,day,; b,d,{NINE_WORDS} ten more,2004-01-01,day,; "
            f"c,d,{NINE_WORDS},2005-01-01,day,; d,d,{NINE_WORDS} more,2005-01-01,day,"},
        ["documents/b.title_en"],
    ),
    "long titles that differ in one word": (
        "document-twice",
        {"documents": f"{DOCUMENTS}; a,d,{NINE_WORDS} {NINE_WORDS} {NINE_WORDS} on Education,2004-01-01,day,; "
            f"b,d,{NINE_WORDS} {NINE_WORDS} {NINE_WORDS} on Health,2004-01-01,day,; "
            f"c,d,{NINE_WORDS} {NINE_WORDS} {NINE_WORDS} on Helth,2004-01-01,day,"},
        ["documents/c.title_en"],
    ),
    "meetings without their document": (
        "meeting-document",
        {"events": "event_id,kind,institution_id,status,note; a,summit,heads-of-state-council,held,; "
            "b,council_meeting,heads-of-government-council,held,; c,summit,heads-of-state-council,scheduled,; "
            "d,summit,heads-of-state-council,held,none is known; e,accession_step,heads-of-state-council,held,; "
            "f,summit,,held,; g,council_meeting,heads-of-government-council,held,",
         "documents": f"{DOCUMENTS}; x,statement,X,2004-01-01,day,a; y,communique,Y,2004-01-01,day,g"},
        ["events/a.event_id", "events/b.event_id"],
    ),
    "ids with another year, month or day": (
        "event-year",
        {"events": "event_id,start_date,end_date; forum-2003,2004-01-01,2004-01-02; "
            "forum-2005,2004-01-01,2004-01-02; forum-2004,2003-12-31,2004-01-02; "
            "forum-2004-02,2004-03-01,2004-03-01; forum-2004-05,2004-04-01,2004-04-02; "
            "vision-2035-forum-2004,2004-01-01,2004-01-01; forum-2004-01-01,2004-01-01,; "
            "forum-2004-1,2004-10-01,2004-10-01; "
            "forum,2004-01-01,2004-01-01"},
        ["events/forum-2003.event_id", "events/forum-2005.event_id", "events/forum-2004-02.event_id",
         "events/forum-2004-05.event_id", "events/forum-2004-1.event_id", "events/forum.event_id"],
    ),
    "hosts of every format": (
        "host-country",
        {"events": "event_id,format,status,country,city; a,hybrid,held,,; b,in_person,scheduled,,; "
            "c,online,held,UZB,; d,online,held,,Tashkent; e,online,held,,; f,in_person,held,UZB,"},
        ["events/a.country", "events/c.format", "events/d.format"],
    ),
    "ordinals of several councils": (
        "council-ordinal",
        {"events": "event_id,kind,institution_id,number,start_date; a,summit,one,1,2001-01-01; "
            "c,summit,one,3,2003-01-01; b,summit,one,2,2002-01-01; d,summit,one,3,2004-01-01; "
            "e,summit,one,5,2005-01-01; f,summit,one,4,2006-01-01; g,summit,two,1,2002-06-01; "
            "h,council_meeting,one,1,2003-06-01; i,council_meeting,one,4,2004-06-01; "
            "j,body_meeting,two,2,2003-01-01; k,body_meeting,two,1,2004-01-01; l,body_meeting,two,1,2005-01-01"},
        ["events/d.number", "events/e.number", "events/f.number", "events/k.number", "events/l.number"],
    ),
    "one city at two places": (
        "city-country",
        {"events": "event_id,city,country,latitude,longitude; a,Tashkent,UZB,41.2,69.2; b,Tashkent,UZB,41.3,69.2; "
            "c,Tashkent,UZB,41.2,69.3; d,,KAZ,1,2; e,,UZB,3,4; f,Tashkent,,41.2,69.2"},
        ["events/b.latitude", "events/c.longitude", "events/f.country"],
    ),
    "half a place": (
        "coordinates-in-country",
        {"events": "event_id,country,latitude,longitude; a,UZB,,69; b,UZB,41,; c,UZB,,; d,UZB,41,69; e,,41,69; "
            "f,UZB,69,41",
         "countries": "iso3,name_en,bbox_west,bbox_south,bbox_east,bbox_north; UZB,Uzbekistan,56,37,73,46"},
        ["events/a.latitude", "events/b.latitude", "events/f.latitude"],
    ),
    "a body before and after its life": (
        "institution-life",
        {"events": f"{HELD}; a,founding,body,2003-01-01,2003-01-01; b,body_meeting,body,2003-12-31,2004-01-01; "
            "c,body_meeting,body,2003-12-30,2003-12-31; d,body_meeting,body,2010-01-01,2010-01-02; "
            "e,body_meeting,body,2010-01-02,2010-01-02; f,body_meeting,other,2001-01-01,2001-01-01; "
            "g,body_meeting,later,2003-01-01,2003-01-01; h,body_meeting,earlier,2004-01-01,2004-01-01",
         "institutions": "institution_id,founded_date,operational_date,dissolved_date; "
            "body,2004-01-01,,2010-01-01; later,,2004-01-01,; earlier,2005-01-01,2004-01-01,"},
        ["events/c.institution_id", "events/e.institution_id", "events/g.institution_id"],
    ),
    "who took the chair": (
        "chair-took-part",
        {"events": "event_id,kind,chair_country; a,summit,UZB; b,summit,KAZ; c,ministerial_meeting,KAZ; "
            "d,summit,KAZ; e,summit,",
         "participants": "participant_id,event_id,iso3,chaired; a/UZB,a,UZB,false; a/KAZ,a,KAZ,true; "
            "b/UZB,b,UZB,false; c/UZB,c,UZB,false; e/UZB,e,UZB,true"},
        ["events/a.chair_country", "events/b.chair_country"],
    ),
    "events that never end, end before, or on one day": (
        "interval-order",
        {"events": "event_id,start_date,end_date; a,2004-01-02,; b,2004-01-02,2004-01-02; c,2004-01-02,2004-01-01",
         "members": "member_id,start_date,end_date; a,2004-01-02,; b,2004-01-02,2004-01-02; "
            "c,2004-01-02,2004-01-01; d,2004-01-02,2004-01-03"},
        ["events/a.end_date", "events/c.end_date", "members/b.end_date", "members/c.end_date"],
    ),
    "dates around the release": (
        "future-date",
        {"events": "event_id,start_date,end_date,status; a,2020-07-01,2020-07-01,held; "
            "b,2020-07-01,2020-07-01,scheduled; c,2020-06-30,2020-12-31,held; d,2020-06-30,2020-06-30,held",
         "members": "member_id,start_date,end_date,memorandum_date; a,2020-01-01,2020-07-01,; "
            "b,2020-01-01,,2020-07-01",
         "documents": "document_id,signed_date,in_force_date; a,2020-06-30,2020-07-01"},
        ["events/a.start_date", "events/a.end_date", "members/a.end_date", "members/b.memorandum_date",
         "documents/a.in_force_date"],
    ),
    "gaps and overlaps of chairmanships": (
        "chair-tiling",
        {"chairmanships": "chairmanship_id,institution_id,start_date,end_date; "
            "c,heads-of-state-council,2003-01-01,2004-01-01; a,heads-of-state-council,2001-01-01,2002-01-01; "
            "b,heads-of-state-council,2002-02-01,2003-01-01; d,heads-of-state-council,2003-12-01,; "
            "e,heads-of-state-council,2005-01-01,; f,other,2001-01-01,2002-01-01; g,other,2003-01-01,2004-01-01; "
            "h,other,2003-12-31,2005-01-01"},
        ["chairmanships/b.start_date", "chairmanships/d.start_date", "chairmanships/e.start_date",
         "chairmanships/h.start_date"],
    ),
    "gaps and overlaps of terms": (
        "office-tiling",
        {"officials": f"{TERMS}; a,s,secretary_general,A,2001-01-01,2002-01-01; "
            "b,s,secretary_general,B,2002-01-02,2003-01-01; c,r,rats_director,C,2001-01-01,2002-01-01; "
            "d,r,rats_director,D,2001-12-31,; e,r,deputy,E,2001-01-01,; f,r,deputy,F,2001-01-01,"},
        ["officials/b.start_date", "officials/d.start_date"],
    ),
    "spells that overlap, meet or never end": (
        "spell-overlap",
        {"members": f"{SPELLS}; a,IND,observer,2005-01-01,2017-01-01; b,IND,member,2017-01-01,; "
            "c,IRN,observer,2005-01-01,2023-01-02; d,IRN,member,2023-01-01,; e,BLR,observer,2015-01-01,; "
            "f,BLR,member,2024-01-01,"},
        ["members/d.start_date", "members/f.start_date"],
    ),
    "founders of another standing or day": (
        "founding-day",
        {"members": "member_id,status,start_date,founding; a,member,2001-06-15,true; b,observer,2001-06-15,true; "
            "c,member,2001-06-16,true; d,member,2005-01-01,false"},
        ["members/b.founding", "members/c.start_date"],
    ),
    "ids of spells": (
        "member-id",
        {"members": f"{SPELLS}; ind-member-2018,IND,member,2017-06-09,; "
            "lka-dialogue-partner-2010,LKA,dialogue_partner,2010-05-06,; pak-member-2017,IND,member,2017-06-09,"},
        ["members/ind-member-2018.member_id", "members/pak-member-2017.member_id"],
    ),
    "spells and the events that they name": (
        "spell-event",
        {"members": "member_id,start_date,end_date,date_precision,start_event_id,end_event_id; "
            "a,2004-01-01,2005-01-04,day,begin,end; b,2004-01-02,2005-01-02,day,begin,end; "
            "c,2004-01-04,2005-01-01,day,begin,end; d,2004-01-09,2005-01-09,year,begin,end; "
            "e,2004-01-03,,day,begin,end",
         "events": f"{HELD}; begin,summit,,2004-01-02,2004-01-03; end,summit,,2005-01-02,2005-01-03"},
        ["members/a.start_date", "members/a.end_date", "members/c.start_date", "members/c.end_date",
         "members/e.end_date"],
    ),
    "steps of states that applied or have a standing": (
        "step-applicant",
        {"events": "event_id,kind,applicant_country; a-step-2001,accession_step,; b-step-2001,accession_step,BGD; "
            "c-interest-2001,accession_step,ARM; c-step-2002,accession_step,ARM; d-wish-2001,accession_step,SYR; "
            "e-application-2001,accession_step,BHR; f-step-2001,accession_step,IND; g-2001,summit,; "
            "h-application-2001,accession_step,",
         "members": f"{SPELLS}; a,IND,member,2017-06-09,"},
        ["events/a-step-2001.applicant_country", "events/b-step-2001.applicant_country",
         "events/h-application-2001.applicant_country"],
    ),
    "ids of participants": (
        "participant-id",
        {"participants": f"{ROLES}; e/KAZ,e,KAZ,,member; e/x,e,,,guest; e/KAZ2,e,KAZ,United Nations,organisation; "
            "e/UN,e,,United Nations,guest; e/UZB,e,UZB,,organisation; f/TJK,e,TJK,,member; e/KGZ,e,RUS,,member; "
            "e/osce,e,,OSCE,organisation; f/osce/2,f,,OSCE,organisation; g/o-s-c-e,g,,OSCE,organisation"},
        ["participants/e/x.organisation", "participants/e/KAZ2.organisation",
         "participants/e/KAZ2.participant_id", "participants/e/UN.role", "participants/e/UZB.role",
         "participants/f/TJK.participant_id", "participants/e/KGZ.participant_id",
         "participants/g/o-s-c-e.participant_id"],
    ),
    "roles and standings": (
        "role-standing",
        {"participants": f"{ROLES}; a/IND,a,IND,,member; a/TKM,a,TKM,,member; a/KAZ,a,KAZ,,member; "
            "a/PAK,a,PAK,,guest; a/IRN,a,IRN,,guest; a/MNG,a,MNG,,guest; a/UN,a,,UN,organisation; "
            "b/IND,b,IND,,observer; b/KAZ,b,KAZ,,shanghai_five; c/IND,c,IND,,member; c/BLR,c,BLR,,observer",
         "events": f"{HELD}; a,summit,,2017-06-08,2017-06-09; b,summit,,2017-06-07,2017-06-08; "
            "c,summit,,2017-06-09,2017-06-10",
         "members": f"{SPELLS}; a,IND,observer,2005-07-05,2017-06-09; b,IND,member,2017-06-09,; "
            "c,KAZ,shanghai_five,1996-01-01,; d,PAK,member,2017-06-09,; e,IRN,observer,2005-01-01,; "
            "f,MNG,observer,2005-01-01,; g,BLR,observer,2005-01-01,2017-06-09",
         "discrepancies": f"{DISCREPANCIES}; 1,participants,a/IRN,role,guest,s; 2,participants,a/MNG,person,x,s; "
            "3,events,a/PAK,role,x,s"},
        ["participants/a/TKM.role", "participants/a/PAK.role", "participants/a/MNG.role",
         "participants/b/KAZ.role", "participants/c/BLR.role"],
    ),
    "two cities on one day": (
        "one-place-a-day",
        {"participants": "participant_id,event_id,person; a/1,a,P; b/1,b,P; c/1,c,P; d/1,d,P; e/1,e,P; f/1,f,P; "
            "g/1,g,P; a/2,a,; b/2,b,",
         "events": f"{DAYS}; a,2004-01-01,2004-01-01,in_person,day,Tashkent,held; "
            "b,2004-01-01,2004-01-01,in_person,day,Tashkent,held; c,2004-01-01,2004-01-01,online,day,Moscow,held; "
            "d,2004-01-01,2004-01-01,in_person,month,Beijing,held; "
            "e,2004-01-01,2004-01-02,in_person,day,Astana,held; f,2004-01-01,2004-01-01,in_person,day,Almaty,held; "
            "g,2004-01-01,2004-01-01,in_person,day,,held"},
        ["participants/f/1.person", "participants/f/1.person"],
    ),
    "pages from before the meeting": (
        "attendance-evidence",
        {"participants": "participant_id,event_id,sources; a/1,a,before; a/2,a,before|on; a/3,a,on; a/4,a,undated; "
            "a/5,a,; b/1,b,before; c/1,c,before; a/6,a,before|undated",
         "events": f"{DAYS}; a,2004-01-02,2004-01-02,in_person,day,X,held; "
            "b,2004-01-02,2004-01-02,in_person,day,X,cancelled; c,2004-01-02,2004-01-02,in_person,month,X,held",
         "sources": f"{SOURCES}; before,P,press,2004-01-01; on,P,press,2004-01-02; undated,P,press,"},
        ["participants/a/1.sources"],
    ),
    "heads of the permanent bodies": (
        "term-of-office",
        {"participants": "participant_id,event_id,organisation,person,office; a,e,SCO Secretariat,Old,; "
            "b,e,SCO Secretariat,New,secretary-general; c,e,SCO Secretariat,Aide,deputy; "
            "d,e,SCO RATS Executive Committee,Old,director; e,e,SCO RATS Executive Committee,Chief,; "
            "f,e,SCO Secretariat,,; g,e,UN,Old,; h,old,SCO Secretariat,New,",
         "events": f"{HELD}; e,summit,,2004-01-02,2004-01-03; old,summit,,2001-01-01,2001-01-01",
         "officials": f"{TERMS}; a,s,secretary_general,Old,2003-01-01,2004-01-02; "
            "b,s,secretary_general,New,2004-01-02,; c,r,rats_director,Chief,2003-01-01,"},
        ["participants/a.person", "participants/d.person"],
    ),
    "people and their names": (
        "people-used",
        {"people": "person_id,name_en,aliases; a,Anna,Ann|Bert; b,Bert,Ann|Bertie; c,Cara,Kara",
         "participants": "participant_id,person; 1,Anna",
         "officials": "official_id,person_en; 1,Bert"},
        ["people/a.aliases", "people/b.aliases", "people/c.name_en"],
    ),
    "what discrepancies name": (
        "discrepancy-target",
        {"discrepancies": f"{DISCREPANCIES}; 1,members,a,status,member,s; 2,members,b,status,member,s; "
            "3,members,a,statuses,member,s; 4,members,a,status,observer,s; 5,members,a,end_date,(empty),s; "
            "6,nothing,a,status,member,s",
         "members": f"{SPELLS}; a,IND,member,2017-06-09,"},
        ["discrepancies/2.row_id", "discrepancies/3.field", "discrepancies/4.adopted_value",
         "discrepancies/6.row_id"],
    ),
    "who reports the other value": (
        "adopted-value-source",
        {"discrepancies": f"{DISCREPANCIES}; 1,members,a,status,member,s|t; 2,members,b,status,member,s|t; "
            "3,members,c,status,member,s",
         "members": "member_id,status,sources; a,member,s; b,member,s|u; c,member,"},
        ["members/a.sources"],
    ),
    "verdicts and evidence": (
        "claim-evidence",
        {"claims": "claim_id,verdict,evidence; 1,supported,; 2,partly_supported,; 3,contradicted,; 4,unverified,; "
            "5,supported,members/a; 6,unverified,members/b; 7,supported,nothing/a",
         "members": f"{SPELLS}; a,IND,member,2017-06-09,"},
        ["claims/1.verdict", "claims/2.verdict", "claims/3.verdict", "claims/6.evidence", "claims/7.evidence"],
    ),
    "parents of parents": (
        "parent-tree",
        {"institutions": "institution_id,parent_id; a,b; b,c; c,a; d,a; e,"},
        ["institutions/a.parent_id", "institutions/b.parent_id", "institutions/c.parent_id"],
    ),
    "a source that is not there": (
        "source-known",
        {"sources": f"{SOURCES}; a,P,press,",
         "members": "member_id,sources; a,a|b; b,; c,c|d; d,a|a",
         "discrepancies": f"{DISCREPANCIES}; 1,members,a,status,member,e"},
        ["members/a.sources", "members/c.sources", "members/c.sources", "members/d.sources",
         "discrepancies/1.sources"],
    ),
    "a source that only a claim cites": (
        "source-used",
        {"sources": f"{SOURCES}; a,P,press,; b,P,press,; c,P,press,",
         "claims": "claim_id,source_id; 1,a",
         "members": "member_id,sources; x,b"},
        ["sources/c.source_id"],
    ),
    "addresses of a page": (
        "page-once",
        {"sources": "source_id,url; a,https://www.a.org/x/; b,http://a.org/x; c,http://a.org/x/y; d,http://b.org/x; "
            "e,https://a.org/X"},
        ["sources/b.url"],
    ),
    "spellings of a publisher": (
        "publisher-spelling",
        {"sources": f"{SOURCES}; a,The Times,press,; b,the times,press,; c,The-Times,press,; d,Times,press,; "
            "e,The Times,press,"},
        ["sources/b.publisher", "sources/c.publisher"],
    ),
    "kinds of a publisher": (
        "publisher-kind",
        {"sources": f"{SOURCES}; a,P,official,; b,P,press,; c,P,news_agency,; d,P,scholarly,; e,P,data,; "
            "f,Q,scholarly,; g,Q,press,"},
        ["sources/c.kind", "sources/d.kind", "sources/g.kind"],
    ),
    "certainty": (
        "certainty",
        {"members": "member_id,certainty,sources; a,reported,o; b,reported,p|q; c,confirmed,p|r; d,confirmed,w|p; "
            "e,confirmed,w|v; f,confirmed,p; g,confirmed,o; h,contested,o; i,,o; j,reported,x",
         "sources": f"{SOURCES}; o,O,official,; p,P,press,; q,Q,press,; r,P,press,; w,W,reference,; v,V,reference,",
         "discrepancies": f"{DISCREPANCIES}; 1,members,g,status,member,p; 2,events,h,status,member,p; "
            "3,members,zz,status,member,p"},
        ["members/a.certainty", "members/b.certainty", "members/c.certainty", "members/d.certainty",
         "members/e.certainty", "members/f.certainty", "members/g.certainty", "members/h.certainty"],
    ),
    "rows on encyclopedias": (
        "reference-only",
        {"members": "member_id,sources; a,w; b,w|p; c,",
         "sources": f"{SOURCES}; p,P,press,; w,W,reference,",
         "discrepancies": f"{DISCREPANCIES}; 1,members,a,status,member,w"},
        ["members/a.sources"],
    ),
}  # fmt: skip
